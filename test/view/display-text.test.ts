import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayText, httpsOnly } from '../../src/view/display-text.ts';
import { hostileStrings } from '../support/hostile-strings.ts';

// In code points and by hand, so that it shares nothing with what it checks.
const isUnfit = (point: number) =>
  point < 0x20 ||
  (point >= 0x7f && point <= 0x9f) ||
  [0xad, 0x34f, 0x61c, 0x180e, 0x200b, 0x200e, 0x200f, 0x3164, 0xfeff].includes(point) ||
  (point >= 0x2028 && point <= 0x202e) ||
  (point >= 0x2060 && point <= 0x206f) ||
  (point >= 0xd800 && point <= 0xdfff) ||
  (point >= 0xe0000 && point <= 0xe0fff);
const pointsOf = (text: string) => [...text].map((letter) => letter.codePointAt(0) ?? 0);

describe('text from outside', () => {
  it('loses what controls a terminal or turns its neighbours around, and is bounded', () => {
    expect(displayText('a\u0000b\u202ec\u2066d\u200f')).toBe('abcd');
    expect(displayText('x'.repeat(100))).toHaveLength(64);
    expect(displayText(`${' '.repeat(2000)}x`)).toBe('');
  });

  it('keeps letters of any script and markup as the text it is', () => {
    expect(displayText('Zürich 東京 <b>&amp;')).toBe('Zürich 東京 <b>&amp;');
    for (const name of [
      'القدس',
      'ירושלים',
      'कोलकाता',
      'ကြွေး',
      'กรุงเทพฯ',
      '서울',
      'བོད',
      'Đà Nẵng',
      'ᠮᠣᠩᠭᠣᠯ',
      '𞤀𞤣𞤤𞤢𞤥',
    ])
      expect(displayText(name)).toBe(name);
  });

  it('keeps the joiners that scripts and emoji need', () => {
    for (const name of ['می\u200cخواهم', 'ක්\u200dරි', '👩\u200d🌾', '❤\ufe0f'])
      expect(displayText(name)).toBe(name);
  });

  it('is one line, with single spaces', () => {
    expect(displayText(' Gale\r\n warning\t\u2028 \u00a0now ')).toBe('Gale warning now');
  });

  it('stacks no more marks than a script does', () => {
    expect(displayText(`Z${'\u0301'.repeat(50)}e`)).toBe(`Z${'\u0301'.repeat(5)}e`);
  });

  it('cuts between code points', () => {
    expect(displayText('😀'.repeat(100))).toBe('😀'.repeat(64));
  });

  it('is empty for anything but text', () => {
    for (const value of [undefined, null, 5, {}, () => {}]) expect(displayText(value)).toBe('');
  });

  it('shows nothing unfit, whatever it is given, and takes its own words as they are', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom(...hostileStrings),
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
        .map((units) => String.fromCharCode(...units)),
    );
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 200 }), (text, max) => {
        const shown = displayText(text, max);
        expect(pointsOf(shown).filter(isUnfit)).toEqual([]);
        expect([...shown].length).toBeLessThanOrEqual(max);
        expect(displayText(shown, max)).toBe(shown);
      }),
      { numRuns: 500 },
    );
  });
});

describe('an address from outside', () => {
  it('is taken where it is an https one, as the browser would write it', () => {
    expect(httpsOnly('https://example.com/a?b#c')).toBe('https://example.com/a?b#c');
    expect(httpsOnly('HTTPS://Bücher.example')).toBe('https://xn--bcher-kva.example/');
  });

  it('is nothing where it is anything else', () => {
    for (const href of [
      'http://a.example',
      'https://a:b@c.example',
      'https://:b@c.example',
      'https://[',
      '//a.example',
      5,
      undefined,
    ])
      expect(httpsOnly(href)).toBeUndefined();
    for (const text of hostileStrings)
      expect(httpsOnly(text) ?? 'https://').toMatch(/^https:\/\/[\x21-\x7e]*$/);
  });
});

it('there are hundreds of hostile strings, no two alike', () => {
  expect(new Set(hostileStrings).size).toBe(hostileStrings.length);
  expect(hostileStrings.length).toBeGreaterThanOrEqual(200);
});
