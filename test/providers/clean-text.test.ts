/** Words out of feeds: nothing in them that hides, reorders or floods, and nothing else changed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanText } from '../../src/providers/clean-text.ts';

describe('words of a feed', () => {
  it('stay as they are where nothing is wrong with them, line feeds and all', () => {
    const text = 'Tromsø: vær forsiktig.\n\n* WHAT...½ foot of water ☔ 👩‍🚒';
    expect(cleanText(text, 200)).toBe(text);
  });

  it.each([
    ['controls', 'a\u0000b\u0007c\u009bd', 'abcd'],
    ['direction marks', '\u202Eabc\u202C\u2066d\u2069\u200F\u061C', 'abcd'],
    ['invisible characters', 'a\u200Bb\uFEFFc\u00ADd\u{E0041}', 'abcd'],
    ['fillers and selectors that nothing shows', 'a\u3164b\u115F\u034Fc\u{E0100}d', 'abcd'],
    ['marks that no letter precedes', '\u0301\u200D abc', 'abc'],
    ['floods of marks and joiners', `a${'\u0301'.repeat(99)}b`, `a${'\u0301'.repeat(5)}b`],
    ['lone surrogates', 'a\uD800b\uDC00c', 'abc'],
    ['carriage returns and odd line breaks', 'a\r\nb\rc\u2028d\u0085e', 'a\nb\nc\nd\ne'],
    ['space around', '  a\t b \n', 'a  b'],
  ])('lose %s', (_name, text, clean) => {
    expect(cleanText(text, 50)).toBe(clean);
  });

  it('are cut at the bound with a mark, and never through a character', () => {
    expect(cleanText('abcdef', 6)).toBe('abcdef');
    expect(cleanText('abcdefg', 6)).toBe('abcde…');
    expect(cleanText('abcd👍efg', 6)).toBe('abcd…');
  });

  it.each([[7], [null], [undefined], [{}], [['a']]])('are none where there is no text: %j', (value) => {
    expect([cleanText(value, 9), cleanLine(value, 9)]).toEqual(['', '']);
  });

  it('fit on one line where one is asked for', () => {
    expect(cleanLine(' Flood\r\n  Watch\u2028to\u0085 day ', 50)).toBe('Flood Watch to day');
  });

  it('never exceed the bound and hold nothing unwanted, whatever comes', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 40 }), (text, max) => {
        const clean = cleanText(text, max);
        expect(clean.length).toBeLessThanOrEqual(max);
        expect(clean).not.toMatch(/[^\P{Cc}\n]|[\p{Cs}\u202A-\u202E\u2066-\u2069\u200E\u200F]/u);
        expect(cleanLine(text, max)).not.toContain('\n');
      }),
      { numRuns: 200 },
    );
  });
});
