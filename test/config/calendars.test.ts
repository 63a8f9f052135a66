import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCalendars } from '../../src/config/calendars.ts';
import { problemsOf, writeFiles } from './write-config.ts';

const text = (name: string) => `name: ${name}
zone: Europe/Paris
source: https://exchange.example/
from: 2026-01-01
until: 2026-12-31
sessions:
  - { weekdays: [mon], hours: [[09:00, 17:30]] }
`;

describe('a folder of calendars', () => {
  it('gives each by the stem of its file and leaves other files alone', async () => {
    const folder = await writeFiles({ 'b.yaml': text('B'), 'a.yaml': text('A'), 'README.md': 'no: [' });
    const calendars = await loadCalendars(folder);
    expect([...calendars].map(([id, { name }]) => [id, name])).toEqual([
      ['a', 'A'],
      ['b', 'B'],
    ]);
  });

  it('lists what is wrong in any of its files, by calendar, file and line', async () => {
    const folder = await writeFiles({
      'good.yaml': text('Good'),
      'late.yaml': text('Late').replace('17:30', '08:00'),
      'lost.yaml': text('Lost').replace('zone: Europe/Paris\n', ''),
    });
    const error = await problemsOf(loadCalendars(folder));
    expect(error.file).toBe(folder);
    expect(error.problems).toEqual([
      expect.objectContaining({
        path: 'late.sessions.0.hours.0',
        line: 7,
        file: path.join(folder, 'late.yaml'),
      }),
      expect.objectContaining({ path: 'lost.zone' }),
    ]);
  });

  it('is refused where it cannot be read', async () => {
    const folder = await writeFiles({});
    const { problems } = await problemsOf(loadCalendars(path.join(folder, 'none')));
    expect(problems).toEqual([{ path: 'folder', rule: 'must be readable', received: 'ENOENT' }]);
  });
});
