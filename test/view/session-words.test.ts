import { describe, expect, it } from 'vitest';
import type { QuoteSession, ValuedReading } from '../../src/protocol/reading.ts';
import { words as wordsEs } from '../../src/view/languages/es.ts';
import { quoteTile } from '../../src/view/quote-tile.ts';
import { contextWith, now } from './context.ts';
import { plainFormats } from './plain-formats.ts';
import { quoteMeta, quoteReading } from './readings.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const context = contextWith({ formats: plainFormats });
/** Times of the tests' own day, which is noon in UTC. */
const clock = (at: number) => `${new Date(at).toISOString().slice(11, 16)} UTC`;
const day = (at: number) => new Date(at).toISOString().slice(0, 10);

function tileOf(session: QuoteSession, more: Partial<ValuedReading> = {}, given = context) {
  return quoteTile(quoteMeta(), quoteReading({}, { session, staleAt: now + 900 * hourMs, ...more }), given);
}
const closed = { state: 'closed' } as const;

describe('the tile of a closed market', () => {
  it('says when it opens: by the clock within a day, else by the day', () => {
    const soon = now + 17 * hourMs;
    expect(tileOf({ opensAt: soon }, closed)).toMatchObject({ look: 'closed', tag: `opens ${clock(soon)}` });
    expect(tileOf({ opensAt: soon }, closed).spoken).toContain(`, market closed, opens ${clock(soon)}, `);
    const later = now + 65 * hourMs;
    expect(tileOf({ opensAt: later }, closed).tag).toBe(`opens ${day(later)}`);
  });

  it('counts the minutes of the last hour', () => {
    expect(tileOf({ opensAt: now + 44.5 * minuteMs }, closed, contextWith())).toMatchObject({
      tag: 'opens in 45 min',
      spoken: expect.stringContaining('market closed, opens in 45 minutes, '),
    });
    const hour = tileOf({ opensAt: now + 60 * minuteMs }, closed);
    expect([hour.tag, hour.spoken].join()).not.toContain('opens in');
  });

  it('names the clock where trading begins with a day of UTC, as in Tokyo', () => {
    const midnight = Math.ceil(now / 86_400_000) * 86_400_000;
    expect(tileOf({ opensAt: midnight }, closed).tag).toBe('opens 00:00 UTC');
  });

  it('says for which holiday it is closed', () => {
    const tile = tileOf({ opensAt: now + 40 * hourMs, holiday: 'Thanksgiving Day' }, closed);
    expect(tile.tag).toBe('holiday');
    expect(tile.provenance).toContain(
      `market closed for Thanksgiving Day, opens ${day(now + 40 * hourMs)} · `,
    );
  });

  it('says no more than that it is closed where the next opening is not known or has passed', () => {
    for (const session of [{}, { opensAt: now }, { opensAt: now - hourMs }, { opensAt: Number.NaN }]) {
      expect(tileOf(session, closed)).toMatchObject({
        tag: 'closed',
        provenance: expect.stringContaining('market closed · '),
      });
    }
  });

  it('is out of date before it is anything else', () => {
    expect(tileOf({ opensAt: now + hourMs }, { ...closed, staleAt: now }).tag).toMatch(/^as of/);
  });
});

describe('the tile of a half day', () => {
  const halfDay: QuoteSession = { closesAt: now + 2 * hourMs, isHalfDay: true };

  it('says until when, and how late its figure is before that', () => {
    expect(tileOf(halfDay, { delay: 'realtime' }).tag).toBe('half day');
    expect(tileOf(halfDay).tag).toBe('15 min');
    expect(tileOf(halfDay).spoken).toContain(`, half day until ${clock(now + 2 * hourMs)}, `);
  });

  it('says nothing of a day like any other, nor of one that is over', () => {
    expect(tileOf({ closesAt: now + hourMs }).spoken).not.toContain('half day');
    expect(tileOf({ ...halfDay, closesAt: now }).spoken).not.toContain('half day');
  });
});

it('speaks Spanish', () => {
  const spanish = contextWith({ formats: plainFormats, words: wordsEs, locale: 'es' });
  const opensAt = now + 17 * hourMs;
  expect(tileOf({ opensAt }, closed, spanish).tag).toBe(`apertura ${clock(opensAt)}`);
  const holiday = tileOf({ opensAt: now + 30 * minuteMs, holiday: 'Diwali' }, closed, spanish);
  expect(holiday).toMatchObject({
    tag: 'festivo',
    spoken: expect.stringContaining('mercado cerrado por Diwali, apertura in 30 min'),
  });
  const halfDay = tileOf({ closesAt: now + 2 * hourMs, isHalfDay: true }, {}, spanish);
  expect(halfDay.spoken).toContain(`media sesión hasta las ${clock(now + 2 * hourMs)}`);
});

it('shows nothing of a holiday that is no text, or one that turns its neighbours around', () => {
  const odd = { holiday: { toString: 0 } } as unknown as QuoteSession;
  expect(tileOf(odd, closed).tag).toBe('closed');
  expect(tileOf({ holiday: 'A\u202eB\nC' }, closed).provenance).toContain('closed for AB C');
});
