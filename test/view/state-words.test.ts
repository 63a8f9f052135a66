import { describe, expect, it } from 'vitest';
import type { ValuedReading } from '../../src/protocol/reading.ts';
import { blankWords, provenanceOf, tagOf } from '../../src/view/state-words.ts';
import { contextWith } from './context.ts';
import { blankReading, quoteMeta, quoteReading } from './readings.ts';

const midnight = Date.UTC(2026, 10, 30);
const context = contextWith({ now: midnight + 40 * 60_000 });
const meta = quoteMeta({ zone: 'America/New_York' });
const asOf = (delay: 'model' | 'realtime' | 'fixing' | 'eod') =>
  provenanceOf(quoteReading({}, { asOf: midnight, staleAt: midnight + 3_600_000, delay }), meta, context)[0];

describe('the time of a value', () => {
  it('is a time where it is the first instant of a day in UTC, too', () => {
    expect(asOf('model')).toContain('19:00');
    expect(asOf('realtime')).toContain('19:00');
  });

  it('is the day alone of a fixing and of an end of day', () => {
    expect(asOf('fixing')).toBe('as of Nov 30');
    expect(asOf('eod')).toBe('as of Nov 30');
  });
});

it.each([
  [59, '59 minutes ago'],
  [60, '1 hour ago'],
  [47 * 60 + 59, '47 hours ago'],
  [48 * 60, '2 days ago'],
])('tells an age of %d minutes as %s, until the next has passed', (minutes, age) => {
  const old = { asOf: context.now - minutes * 60_000 - 59_999, staleAt: midnight };
  expect(provenanceOf(quoteReading({}, old), meta, context)).toContain(`out of date, ${age}`);
});

it('says of a figure that the newsroom holds who keeps it, and nothing of a newer one', () => {
  const words = (more: Partial<ValuedReading>) => {
    const reading = quoteReading(
      {},
      { asOf: midnight, staleAt: midnight + 3_600_000, state: 'held', ...more },
    );
    return [tagOf(reading, meta, context), provenanceOf(reading, meta, context).join(', ')];
  };
  expect(words({})).toEqual(['held', expect.stringContaining('a newer figure awaits confirmation')]);
  const [tag, told] = words({ pinned: true });
  expect([tag, told]).toEqual(['pinned', expect.stringContaining('pinned by the newsroom')]);
  expect(told).not.toContain('held');
  expect(words({ pinned: true, staleAt: midnight })[0]).toMatch(/^pinned, as of/);
});

it('says first that a figure was corrected, and beside it that it is pinned or held; its age has no room then', () => {
  const corrected = { at: midnight, from: midnight - 7_200_000, to: midnight - 3_600_000 };
  const tag = (more: Partial<ValuedReading>) =>
    tagOf(
      quoteReading({}, { asOf: midnight, staleAt: midnight + 3_600_000, corrected, ...more }),
      meta,
      context,
    );
  expect(tag({})).toMatch(/^corrected 19:00 \S+$/);
  expect(tag({ pinned: true })).toMatch(/^corrected 19:00 \S+, pinned$/);
  expect(tag({ state: 'held' })).toMatch(/^corrected 19:00 \S+, held$/);
  expect(tag({ staleAt: midnight })).toBe(tag({}));
  expect(tag({ staleAt: midnight, state: 'held' })).toBe(tag({ state: 'held' }));
});

it('says nothing of a state, a delay or a reason that no version of ours has', () => {
  for (const word of ['toString', 'constructor', 'later'] as never[]) {
    const reading = quoteReading({}, { asOf: midnight, staleAt: midnight + 3_600_000, delay: word });
    expect(tagOf(reading, meta, context)).toBe('');
    expect(provenanceOf(reading, meta, context)).toEqual(['as of 19:00 EST', 'A Feed']);
    expect(blankWords(blankReading(word), context)).toBe('no data yet');
  }
});

it('tells a figure with marks that are none like one without', () => {
  const plain = quoteReading({}, { asOf: midnight, staleAt: midnight + 3_600_000 });
  const marked = (more: object) => provenanceOf({ ...plain, ...more }, meta, context);
  for (const none of [null, {}, 5]) expect(marked({ corrected: none, session: none })).toEqual(marked({}));
});

it('says of a market that opened before all times that it is closed', () => {
  const reading = quoteReading(
    {},
    { asOf: midnight, staleAt: midnight + 3_600_000, state: 'closed', session: { opensAt: -1e300 } },
  );
  expect(tagOf(reading, meta, context)).toBe('closed');
});
