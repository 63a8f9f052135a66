import { describe, expect, it } from 'vitest';
import type { ValuedReading } from '../../../src/protocol/reading.ts';
import { intlFormats } from '../../../src/view/intl-format.ts';
import { type Reach, whyOf } from '../../../src/view/panel/why.ts';
import { words as german } from '../../../src/view/panel-languages/de.ts';
import { now } from '../context.ts';
import { blankReading, quoteMeta, quoteReading } from '../readings.ts';
import { panelContext } from './panel-context.ts';

// What happens at the first instant of a day in UTC has a time like any other.
const midnight = now - 12 * 3_600_000;
const why = (more: Partial<ValuedReading>, reach: Reach = 'on') =>
  whyOf(quoteMeta(), quoteReading({}, more), reach, panelContext());

describe('why a figure looks as it does', () => {
  it('says nothing of a figure that is live', () => {
    expect(why({})).toBeUndefined();
  });

  it.each([
    [{ staleAt: now - 60_000 }, 'Why is this grey?', 'This is from 11:32. A newer figure was due by 11:59.'],
    [
      { state: 'held' },
      'Why is this marked?',
      'A newer figure is so far off that a second source must confirm it. This one is from 11:32.',
    ],
    [{ state: 'closed' }, 'Why is this marked?', 'The market is closed. This is from 11:32.'],
    [{ state: 'held', pinned: true }, 'Why is this marked?', 'The newsroom keeps this figure from 11:32.'],
    [{ pinned: true }, 'Why is this marked?', 'The newsroom keeps this figure from 11:32.'],
    [{ staleAt: midnight }, 'Why is this grey?', 'This is from 11:32. A newer figure was due by 00:00.'],
    [
      { corrected: { at: now - 60_000, from: midnight, to: now - 1_800_000 } },
      'Why is this marked?',
      'Corrected 11:59: what stood here from 00:00 to 11:30 was wrong.',
    ],
    [
      { corrected: { at: now - 60_000, from: now - 3_600_000, to: now - 1_800_000 } },
      'Why is this marked?',
      'Corrected 11:59: what stood here from 11:00 to 11:30 was wrong.',
    ],
  ] as const)('%j', (more, heading, reason) => {
    expect(why(more)).toEqual({ heading, reasons: [reason] });
  });

  it.each(['feed-failed', 'refused', 'not-found', 'withdrawn'] as const)(
    'tells since when a figure is missing: %s',
    (reason) => {
      const found = whyOf(quoteMeta(), blankReading(reason), 'on', panelContext());
      expect(found?.heading).toBe('Why is this grey?');
      expect(found?.reasons).toEqual([expect.stringContaining('12:00')]);
    },
  );

  it('tells the time of what went missing as a day began', () => {
    const gone = { ...blankReading('feed-failed'), asOf: midnight };
    expect(whyOf(quoteMeta(), gone, 'on', panelContext())?.reasons[0]).toContain('00:00');
  });

  it('says one stop where a day ends in one', () => {
    const context = panelContext({ formats: intlFormats('de') });
    const asOf = Date.UTC(2026, 10, 20);
    const reading = quoteReading({}, { state: 'closed', staleAt: now - 1, delay: 'eod', asOf });
    expect(whyOf(quoteMeta(), reading, 'on', { ...context, panel: german })?.reasons).toEqual([
      expect.stringMatching(/^Stand: 20\. Nov\. Ein neuerer Wert/),
      'Die Börse ist geschlossen. Letzter Wert: Stand 20. Nov.',
    ]);
  });

  it('forgets a correction a day after it was given', () => {
    expect(why({ corrected: { at: now - 86_400_000, from: now - 9e7, to: now - 8.7e7 } })).toBeUndefined();
  });

  it('tells every reason, the grey ones first', () => {
    const found = why({ state: 'closed', pinned: true, staleAt: now - 1 }, 'lost');
    expect(found?.heading).toBe('Why is this grey?');
    expect(found?.reasons.map((reason) => reason.split(' ').slice(0, 3).join(' '))).toEqual([
      'This is from',
      'The connection is',
      'The market is',
      'The newsroom keeps',
    ]);
  });

  it('does not call grey what is fresh still when the connection is lost', () => {
    const found = why({}, 'lost');
    expect(found?.heading).toBe('Why is this marked?');
    expect(found?.reasons).toEqual([expect.stringMatching(/^The connection is/)]);
  });

  it('tells a lost connection from a device that is offline, and an item not heard of', () => {
    expect(why({}, 'offline')?.reasons[0]).toMatch(/^You are offline/);
    expect(whyOf(quoteMeta(), undefined, 'on', panelContext())?.reasons).toEqual(['No figure yet.']);
  });
});
