/** The check of the providers against recorded answers: its verdicts, its exit codes, and the recordings at hand. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recorded, recordedCommand } from '../../src/cli/recorded.ts';

interface Line {
  readonly file: string;
  readonly agrees: boolean | null;
  readonly readings?: readonly unknown[];
  readonly refusal?: string;
}

async function run(folder: string): Promise<{ code: number; lines: readonly string[] }> {
  const lines: string[] = [];
  return { code: await recorded(folder, (line) => lines.push(line)), lines };
}

const parsed = (lines: readonly string[]) => lines.map((line) => JSON.parse(line) as Line);

describe('recorded', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'recorded-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const ticker = { error: [], result: { XXBTZUSD: { c: ['2.10', '1'], o: '2.00', t: [1, 2] } } };
  const expected = {
    symbol: 'XBTUSD',
    price: '2.1',
    asOf: null,
    basis: 'utcDayOpen',
    change: '0.10',
    changePct: '5',
    currency: 'USD',
  };
  const entry = {
    file: 'ticker.json',
    provider: 'kraken',
    endpoint: 'public/Ticker',
    transport: 'rest',
    status: 200,
    contentType: 'application/json; charset=utf-8',
    request: { pair: ['XBTUSD'] },
    kind: 'quotes',
    expect: [expected],
  };
  const check = async (fields: Readonly<Record<string, unknown>>, body: unknown = ticker) => {
    const files = [{ ...entry, ...fields }];
    await writeFile(join(folder, 'manifest.json'), JSON.stringify({ version: 1, files }));
    await writeFile(join(folder, 'ticker.json'), JSON.stringify(body));
    const { code, lines } = await run(folder);
    return { code, line: parsed(lines)[0] };
  };

  it('agrees where the readings are those expected', async () => {
    const { code, line } = await check({});
    expect(code).toBe(0);
    expect(line).toMatchObject({
      file: 'ticker.json',
      agrees: true,
      readings: [{ price: '2.10', asOf: null }],
    });
  });

  it.each([
    ['price', '2.11'],
    ['asOf', '2026-11-23'],
    ['basis', 'rolling24h'],
    ['change', null],
    ['changePct', '5.01'],
    ['symbol', 'ETHUSD'],
    ['reference', '2.01'],
    ['marketOpen', true],
  ])('disagrees where %s is another', async (name, value) => {
    const { code, line } = await check({ expect: [{ ...expected, [name]: value }] });
    expect([code, line?.agrees]).toEqual([1, false]);
  });

  it('disagrees where a symbol is read that is not in the body', async () => {
    expect((await check({ missing: ['XBTUSD'] })).line?.agrees).toBe(false);
    expect(
      (await check({ request: { pair: ['XBTUSD', 'ETHUSD'] }, missing: ['ETHUSD'] })).line,
    ).toMatchObject({
      agrees: true,
      readings: [{ price: '2.10' }, { symbol: 'ETHUSD', refusal: 'not-found' }],
    });
  });

  it('takes the answer out of the wrapper of its recorder', async () => {
    const { line } = await check({ wrapped: 'status,data', bodyKey: 'data' }, { status: 200, data: ticker });
    expect(line?.agrees).toBe(true);
  });

  it.each([
    [401, 'rejected'],
    [404, 'not-found'],
    [429, 'throttled'],
    [503, 'status'],
  ])('refuses a recording of HTTP %i as %s', async (status, refuse) => {
    const { code, line } = await check({ status, kind: 'refuse', expect: { refuse } });
    expect([code, line]).toEqual([0, { file: 'ticker.json', agrees: true, refusal: refuse }]);
  });

  it('refuses another media type, and takes a refusal that is as fair', async () => {
    const fields = { contentType: 'text/html', kind: 'refuse', expect: { refuse: 'status' } };
    expect((await check(fields)).line).toMatchObject({ agrees: false, refusal: 'shape' });
    expect((await check({ ...fields, alsoFair: ['shape'] })).line?.agrees).toBe(true);
  });

  it('disagrees where a value was expected and none could be read, and the other way round', async () => {
    expect((await check({}, { error: ['EService:Busy'] })).line).toMatchObject({
      agrees: false,
      refusal: 'status',
    });
    expect((await check({ kind: 'refuse', expect: { refuse: 'shape' } })).line?.agrees).toBe(false);
  });

  it('has no opinion on what no provider reads', async () => {
    for (const fields of [{ provider: 'frogs' }, { endpoint: 'public/Time' }, { transport: 'ws' }]) {
      expect(await check(fields)).toEqual({
        code: 0,
        line: { file: 'ticker.json', agrees: null, readings: [] },
      });
    }
  });

  it('tells a file that is missing, and goes on with the others', async () => {
    const files = [{ ...entry, file: 'gone.json' }, entry];
    await writeFile(join(folder, 'manifest.json'), JSON.stringify({ files }));
    await writeFile(join(folder, 'ticker.json'), JSON.stringify(ticker));
    const { code, lines } = await run(folder);
    expect(code).toBe(1);
    expect(parsed(lines).map(({ file, agrees }) => [file, agrees])).toEqual([
      ['gone.json', false],
      ['ticker.json', true],
    ]);
  });

  it('ends with 2 and says so where there is no readable manifest', async () => {
    const missing = await run(join(folder, 'nowhere'));
    await writeFile(join(folder, 'manifest.json'), '{"files": [{}]}');
    const unreadable = await run(folder);
    for (const { code, lines } of [missing, unreadable]) {
      expect(code).toBe(2);
      expect(lines).toEqual([expect.stringContaining('no readable manifest.json')]);
    }
  });

  it('takes one folder as a command', async () => {
    const context = {
      variables: {},
      print: () => {},
      stopped: new AbortController().signal,
      terminal: 'none' as const,
      onReload() {},
    };
    expect(await recordedCommand.run({ ...context, args: [join(folder, 'nowhere')] })).toBe(2);
    await expect(recordedCommand.run({ ...context, args: [] })).rejects.toMatchObject({ name: 'UsageError' });
  });
});

const recordings =
  process.env.MASTHEAD_FIXTURES ?? fileURLToPath(new URL('../../../shared/fixtures', import.meta.url));
const present = existsSync(join(recordings, 'manifest.json'));
if (!present)
  console.warn(`no recorded answers at ${recordings}: set MASTHEAD_FIXTURES to check against them`);

describe.skipIf(!present)('the recorded answers at hand', () => {
  it('are all read as their manifest expects, and all that our providers ask for are read', async () => {
    const { code, lines } = await run(recordings);
    const verdicts = parsed(lines);
    expect(verdicts.filter(({ agrees }) => agrees === false)).toEqual([]);
    expect(code).toBe(0);
    const ours = verdicts.filter(({ file }) =>
      /^(?:coinbase|coingecko|ecb|frankfurter|kraken|metno|nws|treasury|twelvedata)\//.test(file),
    );
    const unread = ours.filter(({ agrees }) => agrees === null).map(({ file }) => file);
    // Frames of streams, and a count of credits used: no provider asks for them.
    expect(unread.filter((file) => !/\/ws|\/api-usage/.test(file))).toEqual([]);
    expect(ours.length - unread.length).toBeGreaterThanOrEqual(13);
  });
});
