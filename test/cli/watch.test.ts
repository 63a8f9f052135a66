import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RunningDemo } from '../../src/cli/demo-parts.ts';
import { watch } from '../../src/cli/watch.ts';
import { controlUpstream } from '../support/upstream-control.ts';
import { run, startQuietDemo } from './cli-rig.ts';

let demo: RunningDemo;
let url: string;
beforeAll(async () => {
  demo = await startQuietDemo();
  url = demo.app.gateway.url();
  // Every feed has been asked, but readers see what it said from the next tick on.
  await vi.waitFor(async () => expect(await itemsWithout('value')).toEqual([]), { timeout: 15_000 });
});
afterAll(() => demo.stop());

describe('masthead watch', () => {
  it('prints the board once in the words of the strip', async () => {
    const { code, text } = await run(watch, [url, '--once']);
    expect(code).toBe(0);
    expect(text).toMatch(/^front at .*, demo data: \d+ live/);
    expect(text).toMatch(/^ {2}item +price +change +state +as of +source$/m);
    expect(text).toMatch(/^ {2}quote:BTC-USD +\$[\d,.]+ +[▲▼■] .*% +live +/m);
    expect(text).toMatch(/^ {2}weather:la-paz-bo +−?\d+° +\w+.* +live +/m);
    expect(text).not.toContain('\u001B');
  });

  it('succeeds where enough items are live, and says what is there where not', async () => {
    expect((await run(watch, [url, '--once', '--expect-live', '10'])).code).toBe(0);
    const { code, text } = await run(watch, [url, '--once', '--expect-live', '500']);
    expect(code).toBe(1);
    expect(text).toMatch(/^expected 500 live items; front at .*: \d+ live/m);
  });

  it('ends as soon as what was expected came, and fails when the time is up', async () => {
    expect((await run(watch, [url, '--expect-live', '10', '--for', '30s'])).code).toBe(0);
    expect((await run(watch, [url, '--expect-live', '500', '--for', '300ms'])).code).toBe(1);
  });

  it('tells each change in a line of its own until it is stopped', async () => {
    // So far a price may move without a second source.
    const price = Math.round((await priceOf('quote:BTC-USD')) * 1.011);
    const shown = price.toLocaleString('en');
    const stop = new AbortController();
    const lines: string[] = [];
    const print = (line: string) => {
      lines.push(line);
      if (lines.some((each) => each.startsWith(`quote:BTC-USD  $${shown} `))) stop.abort();
    };
    const running = run(watch, [url, '--for', '19s'], { print, stopped: stop.signal });
    await control('set', { provider: 'kraken', symbol: 'XBTUSD', value: String(price) });
    expect((await running).code).toBe(0);
    expect(stop.signal.aborted).toBe(true);
  });

  it('says what to do where nobody answers, or no such board is there', async () => {
    const dead = await run(watch, ['http://127.0.0.1:9', '--once']);
    expect(dead).toMatchObject({ code: 1, text: expect.stringContaining('is the service running there?') });
    const unknown = await run(watch, [url, '--board', 'nope', '--once']);
    expect(unknown).toMatchObject({ code: 1, text: expect.stringContaining('is there such a board') });
    const other = await run(watch, [demo.newsroom.baseUrl(), '--once']);
    expect(other.code).toBe(1);
  });

  it.each([
    [['--once'], /one address/],
    [['ftp://x'], /an address such as/],
    [['http://u@x/'], /without a query/],
    [['http://x', '--for', 'soon'], /--for must be/],
    [['http://x', '--expect-live', 'many'], /--expect-live must be/],
    [['http://x', '--ones'], /watch has no option --ones/],
  ])('%j is refused', async (args, message) => {
    await expect(run(watch, args)).rejects.toThrowError(message);
  });
});

async function itemsWithout(part: string): Promise<readonly unknown[]> {
  const board = (await (await fetch(`${url}/v1/boards/front`)).json()) as {
    readonly meta: readonly { readonly id: string }[];
    readonly items: readonly { readonly id: string }[];
  };
  const having = new Set(board.items.filter((item) => part in item).map(({ id }) => id));
  return board.meta.filter(({ id }) => !having.has(id));
}

async function priceOf(id: string): Promise<number> {
  const item = (await (await fetch(`${url}/v1/items/${id}`)).json()) as {
    readonly reading: { readonly value: { readonly price: string } };
  };
  return Number(item.reading.value.price);
}

function control(command: string, body: object): Promise<void> {
  return controlUpstream(demo.upstream.baseUrl(), command, body);
}
