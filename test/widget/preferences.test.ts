import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/gateway/limits.ts';
import {
  maxQuotes,
  parsePreferences,
  preferencesInFragment,
  preferencesText,
} from '../../widget/preferences.ts';
import { createWishes } from '../../widget/wishes.ts';
import { hostileStrings } from '../support/hostile-strings.ts';
import { startOldJson } from './old-json.ts';

const whole = {
  place: 'weather:oslo-no',
  quotes: ['quote:SPX', 'quote:BTC-USD'],
  units: 'f',
  palette: 'korean',
  pace: 'minute',
  collapsed: true,
} as const;

describe("a reader's preferences", () => {
  it('come back as they were written', () => {
    expect(parsePreferences(preferencesText(whole))).toEqual(whole);
    expect(parsePreferences('{}')).toEqual({});
    expect(parsePreferences(undefined)).toEqual({});
  });

  it.each([
    ['place', 'quote:SPX'],
    ['place', 'weather:'],
    ['quotes', ['quote:SPX', 'weather:oslo-no']],
    ['quotes', 'quote:SPX'],
    ['quotes', Array.from({ length: maxQuotes + 1 }, (_, index) => `quote:Q${index}`)],
    ['units', ['f']],
    ['units', 'k'],
    ['palette', 'rainbow'],
    ['pace', 1],
    ['collapsed', 'true'],
    ['constructor', 'x'],
    ['__proto__', { units: 'f' }],
  ])('leave out what makes no sense: %s %j', (name, wish) => {
    const { [name as 'units']: _dropped, ...rest } = whole as Record<string, unknown>;
    expect(parsePreferences(`{"${name}":${JSON.stringify(wish)}}`)).toEqual({});
    expect(parsePreferences(JSON.stringify({ ...rest, [name]: wish }))).toEqual(
      name in whole ? rest : expect.objectContaining({}),
    );
  });

  it('hold each quote once, where it is named first', () => {
    const quotes = ['quote:BTC-USD', 'quote:SPX', 'quote:BTC-USD'];
    expect(parsePreferences(JSON.stringify({ ...whole, quotes }))).toEqual({
      ...whole,
      quotes: ['quote:BTC-USD', 'quote:SPX'],
    });
  });

  it('are nothing where the text is too long, none at all, or no object', () => {
    expect(parsePreferences(JSON.stringify({ ...whole, more: 'x'.repeat(5000) }))).toEqual({});
    for (const text of ['', 'null', '[]', '7', '"x"', '{', ...hostileStrings])
      expect(parsePreferences(text)).toEqual({});
  });

  it('never throw and never take what is unknown, whatever the storage holds', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        for (const name of Object.keys(parsePreferences(text))) expect(Object.keys(whole)).toContain(name);
      }),
    );
  });

  it('leave room for a place and its warnings in what a socket may follow', () => {
    expect(maxQuotes).toBe(defaultLimits.maxItems - 2);
  });

  it('fit into their room with the longest names', () => {
    const quotes = Array.from(
      { length: maxQuotes },
      (_, index) => `quote:${String(index).padStart(48, 'Q')}`,
    );
    const text = JSON.stringify({ ...whole, place: `weather:${'p'.repeat(48)}`, quotes });
    expect(parsePreferences(text).quotes).toHaveLength(maxQuotes);
  });

  it('are read no further than that, also before their checks have come', () => {
    const within = JSON.stringify(whole).padStart(4000);
    expect([parsePreferences(within), createWishes({ recall: () => within }).get()]).toEqual([whole, whole]);
    const beyond = ` ${within}`;
    expect([parsePreferences(beyond), createWishes({ recall: () => beyond }).get()]).toEqual([{}, {}]);
  });

  it('are found in an address that shares them, and nowhere else', () => {
    const shared = encodeURIComponent(JSON.stringify(whole));
    expect(preferencesInFragment(`#masthead=${shared}`)).toEqual(whole);
    expect(preferencesInFragment(`#section&masthead=${shared}&x=1`)).toEqual(whole);
    for (const hash of ['', '#', '#masthead', '#masthead=', '#masthead=%', '#notmasthead=%7B%7D'])
      expect(preferencesInFragment(hash)).toBeUndefined();
  });

  it('are none in an address that was cut off or holds no object, and may be none by wish', () => {
    const shared = JSON.stringify(whole);
    for (const text of [shared.slice(0, -1), shared.slice(1), 'null', '[]', '7', '"x"', 'x'])
      expect(preferencesInFragment(`#masthead=${encodeURIComponent(text)}`)).toBeUndefined();
    expect(preferencesInFragment(`#masthead=${encodeURIComponent('{}')}`)).toEqual({});
  });
});

it('quotes are kept as a list beside a library that has JSON write lists as texts', () => {
  startOldJson();
  expect(parsePreferences(preferencesText(whole)).quotes).toEqual(whole.quotes);
});
