import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildDescription } from '../../src/gateway/builds.ts';
import type { HandshakeRefusal } from '../../src/gateway/handshake.ts';
import { defaultLimits } from '../../src/gateway/limits.ts';
import { closeCodes, mayReconnect } from '../../src/protocol/close-codes.ts';
import { isDecimal } from '../../src/protocol/decimal.ts';
import { isItemId, kindOf } from '../../src/protocol/item-id.ts';
import { decodeClientMessage, decodeServerMessage, subprotocol } from '../../src/protocol/messages.ts';
import { itemClasses } from '../../src/protocol/meta.ts';
import { digestOf } from '../../src/protocol/order.ts';
import { conditions, delays, hasValue, type Reading } from '../../src/protocol/reading.ts';
import {
  type BoardSnapshot,
  type CorrectionList,
  type ItemDetail,
  maxSparkPoints,
  type SiteCatalogue,
} from '../../src/protocol/snapshot.ts';
import { reservedHeight } from '../../tools/bundle.mjs';

const page = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(([, text = '']) => text);
type Json = Readonly<Record<string, unknown>>;
const parsed = examples.map((text) => JSON.parse(text) as Json);
const ofType = (t: string) => parsed.filter((example) => example.t === t);

const fields: Readonly<Record<string, readonly string[]>> = {
  valued: ['id', 'e', 's', 'state', 'asOf', 'staleAt', 'source', 'tier', 'delay', 'value', 'spark'],
  blank: ['id', 'e', 's', 'state', 'asOf', 'reason'],
  quote: ['kind', 'price', 'basis', 'reference', 'change', 'changePct', 'changeBp'],
  weather: [
    ...[
      'kind',
      'tempC',
      'feelsC',
      'condition',
      'isDay',
      'windMs',
      'windFromDeg',
      'humidityPct',
      'lowC',
      'highC',
    ],
  ],
  alerts: ['kind', 'covered', 'alerts'],
};

/** Every field is one that the types know, with a value of the right form. */
function checkReading(reading: Reading): void {
  expect(isItemId(reading.id), reading.id).toBe(true);
  for (const time of [reading.e, reading.s, reading.asOf]) expect(Number.isSafeInteger(time)).toBe(true);
  const known = fields[hasValue(reading) ? 'valued' : 'blank'] ?? [];
  expect(known).toEqual(expect.arrayContaining(Object.keys(reading)));
  if (!hasValue(reading)) return;
  expect(['live', 'closed', 'held']).toContain(reading.state);
  expect(reading.staleAt).toBeGreaterThan(reading.asOf);
  expect(delays).toContain(reading.delay);
  expect(['primary', 'fallback']).toContain(reading.tier);
  const { value } = reading;
  expect(value.kind).toBe(kindOf(reading.id));
  expect(fields[value.kind]).toEqual(expect.arrayContaining(Object.keys(value)));
  if (value.kind === 'quote')
    for (const text of [value.price, value.reference, value.change, value.changePct, value.changeBp])
      expect(text === undefined || isDecimal(text)).toBe(true);
  if (value.kind === 'weather' && value.condition !== undefined)
    expect(conditions).toContain(value.condition);
}

function checkSpark(
  spark: { readonly dt: readonly number[]; readonly v: readonly number[] } | undefined,
): void {
  if (spark === undefined) return;
  expect(spark.dt.length).toBe(spark.v.length);
  expect(spark.dt.length).toBeLessThanOrEqual(maxSparkPoints);
}

/** The rows of the first table whose heading starts with `heading`. */
function table(heading: string): string[][] {
  const [, rows = ''] = page.split(new RegExp(`^\\| ${heading} .*\\n\\|[ |-]+\\|\\n`, 'm'));
  return (rows.match(/^(?:\|.*\n)+/)?.[0] ?? '')
    .trim()
    .split('\n')
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
}

describe("the protocol page's examples", () => {
  it('are there', () => {
    expect(examples.length).toBeGreaterThanOrEqual(15);
  });

  it('show every message that a server sends, as the program reads it', () => {
    for (const t of ['hello', 'same', 'snap', 'upd', 'hb', 'drain', 'err']) {
      expect(ofType(t).length, t).toBeGreaterThan(0);
      for (const example of ofType(t)) expect(decodeServerMessage(JSON.stringify(example))).toEqual(example);
    }
  });

  it('show every message that a client sends, as the program reads it', () => {
    expect(ofType('sub').length).toBeGreaterThan(0);
    for (const example of ofType('sub'))
      expect(decodeClientMessage(JSON.stringify(example))).toEqual({ ok: true, message: example });
  });

  it('are all of a kind that is checked here', () => {
    for (const example of parsed) {
      const kind = ['t', 'board', 'meta', 'state', 'corrections', 'error', 'build', 'items'].find(
        (field) => field in example,
      );
      expect(kind, JSON.stringify(example)).toBeDefined();
      if (kind === 't') expect([...'hello same snap upd hb drain err sub'.split(' ')]).toContain(example.t);
    }
  });

  it('show readings that are well formed, of every kind and with and without a value', () => {
    const alone = parsed.filter((example) => 'state' in example) as unknown as Reading[];
    const sent = parsed.flatMap(({ t, items }) => (t === 'snap' || t === 'upd' ? (items as Reading[]) : []));
    for (const reading of [...alone, ...sent]) checkReading(reading);
    const kinds = new Set(alone.map((reading) => (hasValue(reading) ? reading.value.kind : 'none')));
    expect([...kinds].sort()).toEqual(['alerts', 'none', 'quote', 'weather']);
  });

  it('show a board', () => {
    const boards = parsed.filter((example) => 'board' in example) as unknown as BoardSnapshot[];
    expect(boards.length).toBe(1);
    for (const { meta, items, sources, builtAt, demo } of boards) {
      expect([typeof builtAt, typeof demo]).toEqual(['number', 'boolean']);
      for (const { id, cls, name } of meta) {
        expect(isItemId(id)).toBe(true);
        expect(itemClasses).toContain(cls);
        expect(name.en).toBeTruthy();
      }
      for (const item of items) {
        checkReading(item);
        checkSpark(item.spark);
        expect(meta.map(({ id }) => id)).toContain(item.id);
        if (hasValue(item)) expect(sources[item.source]).toBeDefined();
      }
    }
  });

  it('show an item', () => {
    const details = parsed.filter(
      (example) => 'meta' in example && 'id' in example,
    ) as unknown as ItemDetail[];
    expect(details.length).toBe(1);
    for (const { id, meta, reading, detail } of details) {
      expect(meta.id).toBe(id);
      if (reading !== undefined) checkReading(reading);
      expect(detail?.kind).toBe(kindOf(id));
    }
  });

  it('show the catalogue', () => {
    const catalogues = parsed.filter(
      (example) => 'items' in example && !('t' in example) && !('board' in example),
    ) as unknown as SiteCatalogue[];
    expect(catalogues.length).toBe(1);
    for (const { items, sources } of catalogues) {
      expect(new Set(items.map(({ id }) => kindOf(id))).size).toBe(2);
      for (const { id, cls, name } of items) {
        expect([isItemId(id), itemClasses.includes(cls), name.en !== '']).toEqual([true, true, true]);
      }
      for (const source of Object.values(sources))
        expect(Object.keys(source).sort()).toEqual(['href', 'licence', 'name', 'text']);
    }
  });

  it('show a build as the gateway reads it', () => {
    const builds = parsed.filter((example) => 'build' in example);
    expect(builds.length).toBe(1);
    for (const build of builds) {
      expect(buildDescription.parse(build)).toEqual(build);
      expect(build.script).toBe(`/v1/${build.build}/masthead.js`);
      expect(build.css).toBe(reservedHeight);
      expect(String(build.integrity)).toMatch(/^sha384-[A-Za-z0-9+/]{64}$/);
    }
  });

  it('show the corrections', () => {
    const [list] = parsed.filter((example) => 'corrections' in example) as unknown as CorrectionList[];
    expect(list?.corrections.length).toBe(1);
    for (const { item, from, to, at } of list?.corrections ?? []) {
      expect(isItemId(item)).toBe(true);
      expect(from < to && to <= at).toBe(true);
    }
  });

  it('show the digest of the update before it', () => {
    const [upd] = ofType('upd');
    const [hb] = ofType('hb');
    expect(hb?.digest).toBe(digestOf((upd?.items ?? []) as Reading[]));
  });
});

describe("the protocol page's tables", () => {
  it('list just the close codes of the program, and who may come back', () => {
    const rows = table('code').map(([code, name, , back]) => [Number(code), name, back]);
    expect(rows).toEqual(
      Object.entries(closeCodes).map(([name, code]) => [code, name, mayReconnect(code) ? 'yes' : 'no']),
    );
  });

  it('name every refusal of a link', () => {
    const refusals: Record<HandshakeRefusal, number> = {
      ...{ path: 404, board: 404, method: 405, origin: 403, 'board-of-other-site': 403 },
      ...{ subprotocol: 400, pipelined: 400 },
      ...{ draining: 503, 'no-state': 503, full: 503, address: 503, rate: 503 },
    };
    const rows = table('refused with').flatMap(([status, names = '']) =>
      names.split(', ').map((name) => [name, Number(status)] as const),
    );
    expect(Object.fromEntries(rows)).toEqual(refusals);
  });

  it('say the ranges that the program goes by', () => {
    for (const bound of [4400, 4499])
      expect([page.includes(String(bound)), mayReconnect(bound)]).toEqual([true, false]);
    for (const bound of [4500, 4599])
      expect([page.includes(String(bound)), mayReconnect(bound)]).toEqual([true, true]);
  });

  it("give the program's own defaults", () => {
    const defaults: Readonly<Record<string, unknown>> = { ...defaultLimits };
    const rows = table('limit').filter(([name = '']) => /^[a-z]+[A-Z]/.test(name));
    expect(rows.length).toBe(8);
    for (const [name = '', value] of rows)
      expect(defaults[name.split(':')[0] ?? ''], name).toBe(Number(value));
  });

  it('list every state, delay, condition and basis', () => {
    expect(table('state').map(([state]) => state)).toEqual([
      'live',
      'closed',
      'held',
      'unavailable',
      'withdrawn',
    ]);
    expect(table('basis').map(([basis]) => basis)).toEqual([
      'prevClose',
      'rolling24h',
      'utcDayOpen',
      'prevFixing',
    ]);
    for (const word of [...delays, ...conditions]) expect(page).toContain(`\`${word}\``);
  });

  it('name the subprotocol', () => {
    expect(page).toContain(`\`${subprotocol}\``);
  });
});
