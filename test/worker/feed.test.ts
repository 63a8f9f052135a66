import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/providers/provider.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { accept, continuous, hold, makeAnswer, observe, refuse } from '../support/worker-rig.ts';
import { openFeed, shown, start, waitOf } from './feed-rig.ts';

const prices = (a: string, b: string, asOf: number): Answer[] => [
  accept('quote:A', observe(a, asOf)),
  accept('quote:B', observe(b, asOf)),
];
const failWith =
  (kind: UpstreamError['kind'], options = {}) =>
  async () => {
    throw new UpstreamError(kind, `it is ${kind}`, options);
  };

describe('a good answer', () => {
  it('is offered as readings with provenance, and the feed is due after its interval', async () => {
    const rig = openFeed({ fetch: async () => prices('1.5', '2.5', start - 1_000) });
    await rig.feed.poll();
    expect(rig.offered).toHaveLength(1);
    expect(rig.offered[0]?.[0]?.draft).toEqual({
      id: 'quote:A',
      state: 'live',
      asOf: start - 1_000,
      staleAt: start - 1_000 + continuous.staleAfterMs,
      source: 'acme',
      tier: 'primary',
      delay: 'realtime',
      value: { kind: 'quote', price: '1.5' },
    });
    expect(rig.feed.status()).toEqual({
      provider: 'acme',
      state: 'ok',
      breaker: 'closed',
      polling: false,
      items: ['quote:A', 'quote:B'],
      lastOkAt: start,
      lastTryAt: start,
      lastError: null,
      nextDueAt: start + 15_000,
      standsStillSince: null,
      note: null,
      refused: {},
    });
    expect(rig.counts).toEqual(
      new Map([
        ['feed_polls_total acme ok', 1],
        ['feed_last_success_timestamp_seconds acme', start / 1_000],
        ['feed_newest_value_timestamp_seconds acme', start / 1_000 - 1],
        ['breaker_state acme', 0],
      ]),
    );
    expect(rig.lines).toEqual([]);
  });

  it('may say that a value is delayed otherwise than usual, or that its market is closed', async () => {
    const rig = openFeed({
      fetch: async () => [
        accept('quote:A', observe('1', start, { marketOpen: false, delay: 'eod' })),
        accept('quote:B', observe('1', start, { marketOpen: true })),
      ],
    });
    await rig.feed.poll();
    expect(rig.offered[0]?.map(({ draft }) => [draft.state, 'delay' in draft && draft.delay])).toEqual([
      ['closed', 'eod'],
      ['live', 'realtime'],
    ]);
  });

  it('hands the provider its items, key and one moment, and an http that it can use', async () => {
    const seen: unknown[] = [];
    const rig = openFeed(
      {
        async fetch(asks, { http, key, now }) {
          const { text } = await http.get('/quotes', { contentTypes: [] });
          seen.push(
            asks.map(({ symbol }) => symbol),
            key,
            now,
            text,
          );
          return prices('1', '1', now);
        },
      },
      { key: 'k' },
    );
    await rig.feed.poll();
    expect(seen).toEqual([['A', 'B'], 'k', start, '{}']);
    expect(rig.http.asked).toEqual(['/quotes']);
  });
});

describe('an answer that is good in part', () => {
  it('keeps the good items and leaves an honest blank for the others', async () => {
    const rig = openFeed(
      {
        fetch: async () => [
          accept('quote:A', observe('1', start)),
          refuse('quote:B', 'not-found', 'unknown pair'),
          refuse('quote:C', 'shape', 'no price'),
          accept('quote:D', observe('-4', start)),
        ],
      },
      { names: ['A', 'B', 'C', 'D', 'E'] },
    );
    await rig.feed.poll();
    expect(shown(rig.offered[0])).toEqual([
      ['quote:A', '1'],
      ['quote:B', 'not-found'],
      ['quote:C', 'refused'],
      ['quote:D', 'refused'],
      ['quote:E', 'refused'],
    ]);
    expect(rig.feed.status()).toMatchObject({
      state: 'ok',
      refused: {
        'quote:B': 'unknown pair',
        'quote:C': 'no price',
        'quote:D': 'price -4 is not above zero',
        'quote:E': 'the answer leaves it out',
      },
    });
    expect(rig.counts.get('rejected_values_total acme within-bounds')).toBe(1);
    expect(rig.counts.get('rejected_values_total acme empty')).toBe(1);
  });

  it('does not blank what was shown before', async () => {
    let answers = prices('1', '2', start);
    const rig = openFeed({ fetch: async () => answers });
    await rig.feed.poll();
    rig.clock.advance(15_000);
    answers = [accept('quote:A', observe('1.01', start + 15_000)), refuse('quote:B', 'shape')];
    await rig.feed.poll();
    expect(shown(rig.offered[1])).toEqual([['quote:A', '1.01']]);
    expect(Object.keys(rig.feed.status().refused)).toEqual(['quote:B']);
  });

  it('refuses a value that is older than the one held from the same source only', async () => {
    const rig = openFeed({ fetch: async () => prices('1', '2', start - 60_000) });
    await rig.feed.poll();
    const a = rig.held.get('quote:A')?.reading;
    const b = rig.held.get('quote:B')?.reading;
    if (a?.state !== 'live' || b?.state !== 'live') throw new Error('nothing held');
    rig.held.set('quote:A', { reading: { ...a, asOf: start - 30_000 } });
    rig.held.set('quote:B', { reading: { ...b, asOf: start - 30_000, source: 'another' } });
    await rig.feed.poll();
    expect(shown(rig.offered[1])).toEqual([['quote:B', '2']]);
  });
});

describe('an answer of which every item is refused', () => {
  it('counts as a failure of the kind of most of them, said once, and is tried again with patience', async () => {
    let answers: readonly Answer[] = [
      refuse('quote:A', 'not-found'),
      refuse('quote:B', 'shape'),
      refuse('quote:C', 'shape'),
    ];
    const rig = openFeed({ fetch: async () => answers }, { names: ['A', 'B', 'C'] });
    await rig.feed.poll();
    expect(rig.feed.status()).toMatchObject({
      state: 'failing',
      lastError: { kind: 'shape', message: 'all 3 items are refused, most as shape' },
      refused: { 'quote:A': 'refused' },
    });
    expect(shown(rig.offered[0])).toEqual([
      ['quote:A', 'not-found'],
      ['quote:B', 'refused'],
      ['quote:C', 'refused'],
    ]);
    await rig.feed.poll();
    answers = [accept('quote:A', observe('1', start)), ...answers.slice(1)];
    await rig.feed.poll();
    expect(rig.feed.status().state).toBe('ok');
    expect(rig.lines.filter(({ level }) => level !== 'debug').map(({ event }) => event)).toEqual([
      'feed fails',
      'feed is back',
    ]);
  });

  it('by rules of our own is called empty', async () => {
    const rig = openFeed({ fetch: async () => [accept('quote:A', observe('-4', start))] }, { names: ['A'] });
    await rig.feed.poll();
    expect(rig.feed.status().lastError).toEqual({
      kind: 'empty',
      message: 'its only item is refused: within-bounds',
    });
    expect(rig.http.forgotten()).toBe(0);
  });
});

describe('a feed that fails', () => {
  it('blanks only items of which nothing is held, and tries again within its backoff', async () => {
    let fetch = async (): Promise<readonly Answer[]> => [accept('quote:A', observe('1', start))];
    const rig = openFeed({ fetch: () => fetch() }, { names: ['A'] });
    await rig.feed.poll();
    fetch = failWith('timeout');
    await rig.feed.poll();
    expect(rig.offered[1]).toEqual([]);
    expect(rig.held.get('quote:A')?.reading.state).toBe('live');
    expect(waitOf(rig)).toBe(1_000);

    const fresh = openFeed({ fetch: failWith('timeout') });
    await fresh.feed.poll();
    expect(shown(fresh.offered[0])).toEqual([
      ['quote:A', 'feed-failed'],
      ['quote:B', 'feed-failed'],
    ]);
  });

  it('warns once for each streak, and says once that it is back', async () => {
    let fetch: () => Promise<readonly Answer[]> = failWith('status', { status: 503 });
    const rig = openFeed({ fetch: () => fetch() });
    const told = () =>
      rig.lines.filter(({ level }) => level !== 'debug').map(({ level, event }) => `${level}: ${event}`);
    for (let count = 0; count < 5; count += 1) {
      await rig.feed.poll();
      rig.clock.advance(60_000);
    }
    expect(told()).toEqual(['warn: feed fails']);
    expect(rig.lines[0]?.fields).toEqual({
      feed: 'acme',
      provider: 'acme',
      kind: 'status',
      message: 'it is status',
      status: 503,
    });
    expect(rig.feed.status()).toMatchObject({
      state: 'failing',
      lastOkAt: null,
      lastError: { kind: 'status', message: 'it is status' },
    });
    fetch = async () => prices('1', '1', rig.clock.now());
    await rig.feed.poll();
    await rig.feed.poll();
    expect(told()).toEqual(['warn: feed fails', 'info: feed is back']);
    expect(rig.lines.at(-1)?.fields).toEqual({ feed: 'acme', failures: 5, downMs: 300_000 });
    expect(rig.feed.status()).toMatchObject({ state: 'ok', lastError: null });
    fetch = failWith('timeout');
    await rig.feed.poll();
    expect(told().at(-1)).toBe('warn: feed fails');
    expect(rig.feed.status()).toMatchObject({ lastOkAt: start + 300_000 });
    expect(rig.counts.get('feed_polls_total acme status')).toBe(5);
  });

  it('is not due before the Retry-After that it was given', async () => {
    const rig = openFeed({ fetch: failWith('throttled', { retryAfterMs: 120_000 }) });
    await rig.feed.poll();
    expect(waitOf(rig)).toBe(120_000);
    rig.clock.advance(119_999);
    expect(rig.feed.isDue(rig.clock.now())).toBe(false);
    rig.clock.advance(1);
    expect(rig.feed.isDue(rig.clock.now())).toBe(true);
  });

  it('forgets held bodies where one could not be read, and only then', async () => {
    let kind: UpstreamError['kind'] = 'timeout';
    const rig = openFeed({ fetch: () => failWith(kind)() });
    await rig.feed.poll();
    expect(rig.http.forgotten()).toBe(0);
    kind = 'shape';
    await rig.feed.poll();
    expect(rig.http.forgotten()).toBe(1);
  });

  it.each([
    [
      'throws at once',
      () => {
        throw new TypeError('undefined is not a price');
      },
    ],
    ['rejects', () => Promise.reject(new TypeError('undefined is not a price'))],
    ['rejects with nothing', () => Promise.reject(undefined)],
    ['gives no list', async () => undefined as never],
  ])('because its provider %s is reported whole, and harms nobody', async (_what, fetch) => {
    const rig = openFeed({ fetch });
    await rig.feed.poll();
    expect(rig.feed.status()).toMatchObject({
      state: 'failing',
      polling: false,
      lastError: { kind: 'shape', message: 'the answer could not be read' },
    });
    expect(rig.lines.map(({ level, event }) => [level, event])).toEqual([
      ['error', 'provider broke'],
      ['warn', 'feed fails'],
    ]);
  });
});

describe('a poll', () => {
  it('that runs is joined by a second one', async () => {
    const answer = hold<readonly Answer[]>();
    let asked = 0;
    const rig = openFeed({
      fetch: () => {
        asked += 1;
        return answer.promise;
      },
    });
    const first = rig.feed.poll();
    const second = rig.feed.poll();
    expect(rig.feed.status().polling).toBe(true);
    answer.resolve(prices('1', '1', start));
    await Promise.all([first, second, rig.feed.firstTry()]);
    expect(asked).toBe(1);
    expect(rig.feed.status().polling).toBe(false);
    await rig.feed.poll();
    expect(asked).toBe(2);
  });

  it('that fails is a first try all the same', async () => {
    const rig = openFeed({ fetch: failWith('network') });
    void rig.feed.poll();
    await rig.feed.firstTry();
    expect(rig.feed.status().state).toBe('failing');
  });

  it('waits for the first Expires of those that it met', async () => {
    const rig = openFeed({
      async fetch(_asks, { http }) {
        await http.get('/long', { contentTypes: [] });
        await http.get('/short', { contentTypes: [] });
        return prices('1', '1', start);
      },
    });
    rig.http.answer = async (path) =>
      makeAnswer({ freshUntil: start + (path === '/long' ? 900_000 : 300_000) });
    await rig.feed.poll();
    expect(waitOf(rig)).toBe(300_000);
  });

  it('goes by cron where the config says so, but keeps the interval of its provider', async () => {
    const every = (minIntervalMs: number) =>
      openFeed({ limits: { batchMax: 20, minIntervalMs } }, { plan: { cron: '* * * * *' } });
    const quick = every(5_000);
    await quick.feed.poll();
    // 12:01:00, moved off second 0.
    expect(quick.feed.status().nextDueAt).toBe(Date.UTC(2026, 10, 23, 12, 1, 2));
    const slow = every(600_000);
    await slow.feed.poll();
    expect(slow.feed.status().nextDueAt).toBe(Date.UTC(2026, 10, 23, 12, 10, 2));
  });

  it('is due at once after our clock was set back, tried before or not', async () => {
    const rig = openFeed({});
    expect(rig.feed.isDue(start - 1)).toBe(true);
    await rig.feed.poll();
    expect(rig.feed.isDue(start + 1_000)).toBe(false);
    rig.clock.step(-86_400_000);
    expect(rig.feed.isDue(rig.clock.now())).toBe(true);
    await rig.feed.poll();
    expect(rig.feed.isDue(rig.clock.now() + 1_000)).toBe(false);
  });
});

describe('a value that cannot be written', () => {
  it('is no failure of its provider, and is offered again soon', async () => {
    const rig = openFeed({ cadence: { ...continuous, everyMs: 3_600_000 } });
    rig.canWrite = false;
    await rig.feed.poll();
    expect(rig.feed.status().state).toBe('ok');
    expect(rig.http.forgotten()).toBe(0);
    expect(rig.lines).toEqual([]);
    expect(waitOf(rig)).toBe(5_000);
    rig.canWrite = true;
    rig.clock.advance(5_000);
    await rig.feed.poll();
    expect(rig.held.get('quote:A')?.reading.state).toBe('live');
    // An hour after the first try, five seconds ago: turns keep their distance.
    expect(waitOf(rig)).toBe(3_595_000);
  });
});

describe('the line since the basis', () => {
  const series = [{ t: start - 60_000, price: '0.9' }];

  it('is asked for once, after the first value', async () => {
    let asked = 0;
    const rig = openFeed({
      async history(asks) {
        asked += 1;
        return asks.map(({ id }) => ({ id, series }));
      },
    });
    await rig.feed.poll();
    await rig.feed.poll();
    expect(asked).toBe(1);
    expect(rig.offered[1]?.map(({ draft, series: line }) => [draft.id, line])).toEqual([
      ['quote:A', series],
      ['quote:B', series],
    ]);
    expect(rig.offered).toHaveLength(3);
  });

  it('is not drawn for an item of which nothing is held', async () => {
    const rig = openFeed({ history: async () => [{ id: 'quote:Z', series }] });
    await rig.feed.poll();
    expect(rig.offered[1]).toEqual([]);
  });

  it('is asked for again where the upstream did not give it, or it could not be written', async () => {
    let asked = 0;
    const rig = openFeed({
      async history(asks) {
        asked += 1;
        if (asked === 1) throw new UpstreamError('timeout', 'late');
        if (asked === 2) rig.canWrite = false;
        return asks.map(({ id }) => ({ id, series }));
      },
    });
    for (let count = 0; count < 4; count += 1) {
      await rig.feed.poll();
      rig.canWrite = true;
    }
    expect(asked).toBe(3);
    expect(rig.feed.status().state).toBe('ok');
    expect(rig.lines).toEqual([]);
  });

  it('takes nothing from the value where the provider breaks over it, and is not asked for again', async () => {
    let asked = 0;
    const rig = openFeed({
      history() {
        asked += 1;
        return Promise.reject(new TypeError('a bug'));
      },
    });
    for (let count = 0; count < 3; count += 1) await rig.feed.poll();
    expect(asked).toBe(1);
    expect(rig.feed.status()).toMatchObject({ state: 'ok', lastError: null });
    expect(rig.lines.map(({ event }) => event)).toEqual(['provider broke']);
  });
});

describe('a feed whose provider is down', () => {
  /** Two other feeds of its provider met silence just now. */
  function openDown(overrides: Parameters<typeof openFeed>[0] = {}) {
    const rig = openFeed(overrides);
    const others = [rig.breaker.join(), rig.breaker.join()] as const;
    for (const seat of others) seat.failed(new UpstreamError('network', 'no connection'), undefined);
    return { ...rig, others };
  }
  const cause = { kind: 'network', message: 'waits: acme is down: no connection' };

  it('is asked once, then not, says why in its status and once in the log, and leaves honest blanks', async () => {
    let asked = 0;
    const rig = openDown({
      fetch: async () => {
        asked += 1;
        throw new UpstreamError('network', 'no connection');
      },
    });
    await rig.feed.poll();
    await rig.feed.poll();
    await rig.feed.firstTry();
    expect(asked).toBe(1);
    expect(rig.feed.status()).toMatchObject({
      state: 'failing',
      breaker: 'open',
      lastTryAt: start,
      lastOkAt: null,
      lastError: cause,
    });
    expect(shown(rig.offered[0])).toEqual([
      ['quote:A', 'feed-failed'],
      ['quote:B', 'feed-failed'],
    ]);
    expect(rig.lines.map(({ level, event, fields }) => [level, event, fields.message])).toEqual([
      ['warn', 'feed fails', 'no connection'],
      ['debug', 'feed still fails', cause.message],
    ]);
  });

  it('keeps what it showed and knew, is due for the next probe, and says that it is back', async () => {
    const rig = openDown();
    rig.others[0].answered();
    await rig.feed.poll();
    for (const seat of rig.others) seat.failed(new UpstreamError('network', 'no connection'), undefined);
    rig.clock.advance(500);
    await rig.feed.poll();
    expect(rig.feed.status()).toMatchObject({ state: 'failing', lastOkAt: start, lastTryAt: start });
    expect(rig.held.get('quote:A')?.reading.state).toBe('live');
    expect(waitOf(rig)).toBe(500);
    expect(rig.feed.isDue(start + 999)).toBe(false);
    rig.clock.advance(500);
    expect(rig.feed.isDue(start + 1_000)).toBe(true);
    await rig.feed.poll();
    expect(rig.feed.status()).toMatchObject({ state: 'ok', breaker: 'closed', lastError: null });
    expect(rig.lines.at(-1)).toMatchObject({ level: 'info', event: 'feed is back' });
  });

  it('is due a few seconds after another feed has seen the return', async () => {
    const rig = openDown();
    rig.others[0].answered();
    await rig.feed.poll();
    for (const seat of rig.others) seat.failed(new UpstreamError('network', 'no connection'), undefined);
    await rig.feed.poll();
    rig.others[1].answered();
    expect(waitOf(rig)).toBe(1_000);
    expect(rig.feed.isDue(start)).toBe(false);
    expect(rig.feed.isDue(start + 1_000)).toBe(true);
  });
});

describe('a feed that is retired', () => {
  it('takes its times out of the metrics, for good, and keeps nobody waiting', async () => {
    const late = hold<readonly Answer[]>();
    let answer: () => Promise<readonly Answer[]> = async () => prices('1', '1', start);
    const rig = openFeed({ fetch: () => answer() });
    await rig.feed.poll();
    const times = () => [...rig.counts.keys()].filter((key) => key.includes('timestamp'));
    expect(times()).toHaveLength(2);
    answer = () => late.promise;
    const poll = rig.feed.poll();
    rig.feed.retire();
    expect(times()).toEqual([]);
    late.resolve(prices('1', '1', start));
    await poll;
    expect(times()).toEqual([]);
    expect(rig.counts.has('breaker_state acme')).toBe(false);
  });
});
