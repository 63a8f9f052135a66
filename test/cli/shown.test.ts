import path from 'node:path';
import { expect, it } from 'vitest';
import { pastMoment } from '../../src/cli/past-moment.ts';
import { shown } from '../../src/cli/shown.ts';
import { createLineFolder } from '../../src/system/line-folder.ts';
import { shownFileName } from '../../src/worker/shown-line.ts';
import { quoteDraft } from '../contracts/store.ts';
import { folderOf, run } from './cli-rig.ts';

const at = Date.UTC(2026, 0, 5, 14, 3);
const reading = (price: string, s: number) => ({
  ...quoteDraft('A', price, at - 60_000),
  staleAt: at + 60_000,
  e: 1,
  s,
});
const all = {
  t: 'all',
  boards: { front: ['quote:A', 'quote:B'] },
  meta: [
    { id: 'quote:A', cls: 'crypto', name: { en: 'Aye' }, currency: 'USD', decimals: 2 },
    { id: 'quote:B', cls: 'crypto', name: { en: 'Bee' } },
  ],
  sources: { kraken: { name: 'Kraken', text: '', href: 'https://kraken.example', licence: '' } },
  demo: false,
};

async function record(): Promise<string> {
  const dir = path.join(await folderOf(), 'data');
  const folder = createLineFolder(dir);
  const lines = [
    { ...all, at: at - 120_000, items: [reading('100', 1)] },
    { t: 'put', at: at - 5_000, items: [reading('101.5', 2)] },
    { t: 'put', at: at + 5_000, items: [reading('777', 3)] },
    { t: 'alive', at: at + 600_000 },
  ];
  await folder.append(
    shownFileName(at),
    lines.map((line) => JSON.stringify(line)),
  );
  return dir;
}

it('prints the board as it stood then, in the words of the strip', async () => {
  const dir = await record();
  const { code, text } = await run(shown, ['--at', '2026-01-05T14:03Z', '--dir', dir]);
  expect(code).toBe(0);
  expect(text).toMatch(/^front as readers saw it at 2026-01-05 14:03:00 UTC: 1 live, 1 without a value$/m);
  expect(text).toMatch(/^ {2}quote:A +\$101\.50 .*live +.* +kraken$/m);
  expect(text).toMatch(/^ {2}quote:B +— +no data yet$/m);
  expect(text).not.toContain('777');
});

it('takes the hour before where the hour of the question begins later, and says where the record has a gap', async () => {
  const dir = await record();
  const later = shownFileName(at + 7_200_000);
  await createLineFolder(dir).append(later, [JSON.stringify({ ...all, at: at + 7_500_000, items: [] })]);
  const variables = { MASTHEAD_DATA_DIR: dir };
  const { code, text } = await run(shown, ['--at', '2026-01-05T16:04:00Z'], { variables });
  expect(code).toBe(0);
  expect(text).toContain('nothing was recorded after 2026-01-05 14:13:00: this is how the board stood then');
  expect(text).toMatch(/quote:A +\$777\.00 .*stale/);
});

it('prints whole readings as JSON', async () => {
  const { text } = await run(shown, ['--at', '2026-01-05T14:03Z', '--json', '--dir', await record()]);
  expect(JSON.parse(text)).toEqual({
    ...{ board: 'front', at, recordedUntil: at - 5_000, isGap: false, demo: false },
    items: [reading('101.5', 2)],
  });
});

it('says what the record does not know', async () => {
  const dir = await record();
  const ask = (...args: string[]) => run(shown, [...args, '--dir', dir]);
  expect(await ask('--at', '2026-01-05T14:00Z')).toMatchObject({
    code: 1,
    text: expect.stringMatching(/no record of 2026-01-05 14:00:00 UTC: it begins after 2026-01-05 14:00:00$/),
  });
  expect(await run(shown, ['--at', '2026-01-05T14:00Z', '--dir', await folderOf()])).toMatchObject({
    code: 1,
    text: expect.stringMatching(/no record at all/),
  });
  expect(await ask('--at', '2026-01-05T14:03Z', '--board', 'x')).toMatchObject({
    code: 1,
    text: expect.stringMatching(/no board x then, but front$/),
  });
  for (const args of [[], ['--at', 'noon'], ['--at', '2999-01-01T00:00Z'], ['--at', '2026-01-05T14:03']]) {
    await expect(ask(...args)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringMatching(/--at/),
    });
  }
  const nowhere = run(shown, ['--at', '14:03']);
  await expect(nowhere).rejects.toMatchObject({
    name: 'UsageError',
    message: expect.stringMatching(/MASTHEAD_DATA_DIR/),
  });
});

it('takes a time of day for the last one', () => {
  const now = Date.UTC(2026, 10, 23, 14, 3);
  expect(pastMoment('14:03', now, '--at')).toBe(now);
  expect(pastMoment('14:03:01', now, '--at')).toBe(now - 86_400_000 + 1_000);
  expect(pastMoment('2026-11-23T15:03+02:00', now, '--at')).toBe(now - 3_600_000);
});
