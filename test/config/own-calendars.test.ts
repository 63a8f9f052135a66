/** An operator's own folder of calendars beside the config: what it adds, what it stands in for, and what is refused. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { loadConfig } from '../../src/config/load.ts';
import { shipped } from '../support/calendars.ts';
import { fakeProviders, good, problemsOf, writeFiles } from './write-config.ts';

const calendar = (name: string) => `name: ${name}
zone: Europe/Vienna
source: https://exchange.example/
from: 2026-01-01
until: 2026-12-31
sessions:
  - { weekdays: [mon, tue, wed, thu, fri], hours: [[09:00, 17:30]] }
`;

/** The good config, its one quote traded by a calendar, with files of calendars beside it where any are given. */
async function load(id: string, calendars?: Readonly<Record<string, string>>): Promise<Config> {
  const folder = await writeFiles({
    'config.yaml': good.replace('class: crypto', `class: index\n    calendar: ${id}`),
  });
  if (calendars !== undefined) await mkdir(path.join(folder, 'calendars'));
  for (const [name, text] of Object.entries(calendars ?? {})) {
    await writeFile(path.join(folder, 'calendars', name), text);
  }
  const environment = readEnvironment({}, fakeProviders);
  return loadConfig({ file: path.join(folder, 'config.yaml'), environment, providers: fakeProviders });
}

const calendarOf = async (...args: Parameters<typeof load>) => (await load(...args)).items[0]?.calendar;

describe('a folder of calendars beside the config', () => {
  it('need not be there: those that are shipped are known', async () => {
    expect(await calendarOf('lse')).toEqual(shipped.get('lse'));
    expect(await calendarOf('lse', {})).toEqual(shipped.get('lse'));
  });

  it('adds calendars of its own', async () => {
    expect(await calendarOf('vienna', { 'vienna.yaml': calendar('Vienna') })).toMatchObject({
      id: 'vienna',
      name: 'Vienna',
    });
  });

  it('takes the place of a shipped one of the same name, whole, and leaves the others alone', async () => {
    const own = { 'lse.yaml': calendar('Our own London') };
    const found = await calendarOf('lse', own);
    expect(found).toMatchObject({ name: 'Our own London', zone: 'Europe/Vienna', holidays: {} });
    expect(await calendarOf('nyse', own)).toEqual(shipped.get('nyse'));
  });

  it('with a malformed file is refused by calendar, file, line and rule', async () => {
    const own = {
      'lse.yaml': calendar('L').replace('Europe/Vienna', 'Europe/Wien'),
      'b.yaml': calendar('B'),
    };
    const { problems } = await problemsOf(load('nyse', own));
    expect(problems).toEqual([
      {
        path: 'lse.zone',
        rule: 'must be an IANA time zone such as America/New_York',
        received: '"Europe/Wien"',
        line: 2,
        file: expect.stringMatching(/calendars\/lse\.yaml$/),
      },
    ]);
  });

  it('that is a file is refused and not passed over', async () => {
    const folder = await writeFiles({ 'config.yaml': good, calendars: 'not a folder' });
    const environment = readEnvironment({}, fakeProviders);
    const file = path.join(folder, 'config.yaml');
    const { problems } = await problemsOf(loadConfig({ file, environment, providers: fakeProviders }));
    expect(problems).toEqual([{ path: 'folder', rule: 'must be readable', received: 'ENOTDIR' }]);
  });
});

describe('a calendar that nobody knows', () => {
  it('is refused with the list of those that are known, own ones included, and the nearest', async () => {
    const { problems } = await problemsOf(load('nise', { 'vienna.yaml': calendar('Vienna') }));
    const ids = [...shipped.keys(), 'vienna'].join(', ');
    expect(problems).toMatchObject([
      {
        path: 'items.quote:BTC-USD.calendar',
        rule: `must be one of ${ids}, did you mean nyse?`,
        line: 14,
      },
    ]);
  });
});
