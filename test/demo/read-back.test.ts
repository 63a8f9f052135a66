/** The providers of markets before the demo upstream: what they read is what it served, whatever befalls it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoggedRequest } from '../../src/demo/request-log.ts';
import { createDemoUpstream, type DemoUpstream } from '../../src/demo/upstream.ts';
import { compareDecimals } from '../../src/protocol/decimal.ts';
import { providerById } from '../../src/providers/index.ts';
import type { Answer, Observation } from '../../src/providers/provider.ts';
import { createHttpClient, type HttpClient } from '../../src/system/http-client.ts';
import { providerContext } from '../../src/worker/provider-context.ts';
import { shipped } from '../support/calendars.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import { controlUpstream } from '../support/upstream-control.ts';

/** Symbols as asked, as the log has them, and a value to set. */
const cases = [
  { id: 'coingecko', symbol: 'bitcoin', other: 'dogecoin', logged: 'bitcoin', value: '91234.5' },
  { id: 'coinbase', symbol: 'BTC-USD', other: 'DOGE-USD', logged: 'BTC-USD', value: '91234.50' },
  { id: 'frankfurter', symbol: 'EUR/USD', other: 'EUR/JPY', logged: 'USD', value: '1.2345' },
  { id: 'treasury', symbol: '10Y', other: '3M', logged: '10Y', value: '4.21' },
] as const;

let clock: FakeClock;
let upstream: DemoUpstream;
let clients: HttpClient[];

beforeEach(async () => {
  clock = fakeClock(Date.UTC(2026, 10, 23, 23, 30));
  clients = [];
  upstream = createDemoUpstream({ clock, calendars: shipped, port: 0 });
  await upstream.start();
});
afterEach(async () => {
  for (const client of clients) client.close();
  await upstream.stop();
});

function read(id: string, ...symbols: string[]): Promise<readonly Answer[]> {
  return readWithin(5_000, id, ...symbols);
}

function readWithin(deadlineMs: number, id: string, ...symbols: string[]): Promise<readonly Answer[]> {
  const provider = providerById(id);
  if (provider === undefined) throw new Error(id);
  const client = createHttpClient({
    baseUrl: `${upstream.baseUrl()}/${id}`,
    userAgent: 'Masthead/9.9 (+desk@example.com)',
    privateHosts: ['127.0.0.1'],
    deadlineMs,
    clock,
  });
  clients.push(client);
  const asks = symbols.map((symbol, index) => ({ id: `quote:${index}`, symbol }) as const);
  return provider.fetch(asks, providerContext(client, clock.now(), undefined));
}

function observation(answer: Answer | undefined): Observation {
  if (!answer?.ok) throw new Error(`refused: ${answer?.refusal.message}`);
  return answer.observation;
}
function quote(answer: Answer | undefined) {
  const { value } = observation(answer);
  if (value.kind !== 'quote') throw new Error('no quote');
  return value;
}

const command = (name: string, body: object) => controlUpstream(upstream.baseUrl(), name, body);
const served = async (id: string): Promise<Readonly<Record<string, string>>> => {
  const answer = await fetch(`${upstream.baseUrl()}/control/log?provider=${id}`);
  const log = (await answer.json()) as LoggedRequest[];
  return Object.assign({}, ...log.map((request) => request.served ?? {})) as Record<string, string>;
};

describe.each(cases)('$id', ({ id, symbol, other, logged, value }) => {
  it('reads the figures that were served, with a change, and of no later than now', async () => {
    const [first, second] = await read(id, symbol, other);
    expect(compareDecimals(quote(first).price, (await served(id))[logged] ?? '')).toBe(0);
    for (const answer of [first, second]) {
      const { change, changePct, changeBp, basis } = quote(answer);
      expect(change).toBeDefined();
      expect([changePct, changeBp].filter((each) => each !== undefined)).toHaveLength(1);
      expect(basis).toMatch(/^(?:rolling24h|prevFixing)$/);
      expect(observation(answer).asOf).toBeLessThanOrEqual(clock.now());
      expect(observation(answer).asOf).toBeGreaterThan(clock.now() - 86_400_000);
    }
  });

  it('reads a value set by hand, and after its clearing the former one', async () => {
    const [before] = await read(id, symbol);
    await command('set', { provider: id, symbol: logged, value });
    const [after] = await read(id, symbol);
    expect(compareDecimals(quote(after).price, value)).toBe(0);
    expect((await served(id))[logged]).toContain(value.replace(/0+$/, ''));
    await command('clear', { provider: id });
    clock.advance(20_000);
    const [cleared] = await read(id, symbol);
    expect(Number(quote(cleared).price) / Number(quote(before).price)).toBeCloseTo(1, 2);
    expect(observation(cleared).asOf).toBeGreaterThanOrEqual(observation(after).asOf);
  });

  it.each([
    [{ fault: 'stop' }, 'network'],
    [{ fault: 'status', status: 429 }, 'throttled'],
    [{ fault: 'status', status: 503 }, 'status'],
    [{ fault: 'html' }, 'shape'],
    [{ fault: 'broken' }, 'shape'],
    [{ fault: 'reset' }, 'network'],
    [{ fault: 'slow', ms: 60_000 }, 'timeout'],
  ])('fails under %j as %s, and serves nothing', async (fault, kind) => {
    await command('fault', { provider: id, ...fault });
    await expect(readWithin(kind === 'timeout' ? 250 : 5_000, id, symbol)).rejects.toMatchObject({
      name: 'UpstreamError',
      kind,
    });
    if (kind !== 'timeout') expect(await served(id)).toEqual({});
    await command('clear', {});
    expect(quote((await read(id, symbol))[0]).price).toMatch(/^\d/);
  });
});

describe('the line of 24 hours', () => {
  it.each(cases.slice(0, 2))('of $id ends on the price that was read', async ({ id, symbol }) => {
    const provider = providerById(id);
    const [answer] = await read(id, symbol);
    const client = clients.at(-1);
    if (client === undefined) throw new Error('no client');
    const context = providerContext(client, clock.now(), undefined);
    const [line] = (await provider?.history?.([{ id: 'quote:0', symbol }], context)) ?? [];
    const last = line?.series.at(-1);
    expect(line?.series.length).toBeGreaterThan(90);
    expect(Number(last?.price) / Number(quote(answer).price)).toBeCloseTo(1, 3);
    expect(last?.t).toBeLessThanOrEqual(clock.now());
    expect((last?.t ?? 0) - (line?.series[0]?.t ?? 0)).toBeGreaterThan(86_000_000);
  });

  it.each(cases.slice(2))('of $id comes whole with its value', async ({ id, symbol }) => {
    const { series } = observation((await read(id, symbol))[0]);
    expect(series?.length).toBeGreaterThan(30);
    expect(series?.length).toBeLessThanOrEqual(48);
  });
});
