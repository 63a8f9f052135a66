/** Words and sources are looked up by what a reading says: nothing that any object has is one of them. */
import { describe, expect, it } from 'vitest';
import type { AlertsValue, ValuedReading } from '../../src/protocol/reading.ts';
import { alertsTile } from '../../src/view/alert-chip.ts';
import { own } from '../../src/view/own.ts';
import { factsOf } from '../../src/view/panel/facts.ts';
import { whyOf } from '../../src/view/panel/why.ts';
import { groupOf } from '../../src/view/quote-group.ts';
import { quoteTile } from '../../src/view/quote-tile.ts';
import { weatherTile } from '../../src/view/weather-tile.ts';
import { contextWith, now } from './context.ts';
import { panelContext } from './panel/panel-context.ts';
import { blankReading, quoteMeta, quoteReading, weatherMeta, weatherReading } from './readings.ts';

it('finds what a table has itself, by text alone', () => {
  expect(own({ a: 1 }, 'a')).toBe(1);
  expect(own({ a: 1 }, 'b')).toBeUndefined();
  expect(own({ undefined: 1 }, undefined)).toBeUndefined();
  expect(own({ a: 1 }, { toString: 0 })).toBeUndefined();
});

describe.each(['constructor', '__proto__', 'toString', 'unknown'])('%s', (word) => {
  const named = word as never;
  const strange = /object|function|undefined/i;

  it('is no source, basis, delay or reason of a quote, and no kind of one', () => {
    const meta = quoteMeta({ cls: named });
    const reading = quoteReading({ basis: named }, { source: word, delay: named, state: named });
    const blank = { ...blankReading('refused'), reason: named };
    expect(JSON.stringify(quoteTile(meta, reading, contextWith()))).not.toMatch(strange);
    expect(quoteTile(meta, blank, contextWith()).note).toBe('no data yet');
    expect(JSON.stringify(factsOf(meta, reading, panelContext()))).not.toMatch(strange);
    expect(JSON.stringify(whyOf(meta, reading, 'on', panelContext())) ?? '').not.toMatch(strange);
    expect(whyOf(meta, blank, 'on', panelContext())?.reasons).toEqual([panelContext().panel.unheard]);
    expect(groupOf(meta)).toBe('other');
  });

  it('is no sky', () => {
    const tile = weatherTile(weatherMeta, weatherReading({ condition: named }), contextWith());
    expect(tile.sky).toBe('');
    expect(tile.spoken).not.toMatch(strange);
  });

  it('is no severity', () => {
    const alert = { id: 'a', event: '', issuer: 'M', severity: named, until: now + 60_000 };
    const value: AlertsValue = { kind: 'alerts', covered: true, alerts: [alert] };
    const reading: ValuedReading = { ...weatherReading(), id: 'alerts:x', value };
    expect(alertsTile(reading, undefined, contextWith()).chip).toMatchObject({
      severity: 'unknown',
      event: contextWith().words.warning.unknown,
      spoken: expect.not.stringMatching(strange),
    });
  });
});
