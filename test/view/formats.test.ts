import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundDecimal } from '../../src/protocol/decimal.ts';
import { intlFormats } from '../../src/view/intl-format.ts';
import { plainFormats } from '../../src/view/plain-format.ts';
import { now } from './context.ts';

const decimal = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.stringMatching(/^\d{1,12}$/))
  .map(([negative, whole, fraction]) => `${negative ? '-' : ''}${whole}.${fraction}`);

describe.each([
  ['plain', plainFormats],
  ['English', intlFormats('en')],
  ['Spanish', intlFormats('es-BO')],
])('%s formats', (_name, formats) => {
  it('lose no digit of a decimal text, however long', () => {
    fc.assert(
      fc.property(decimal, (text) => {
        const digits = (of: string) => of.replace(/\D/g, '');
        expect(digits(formats.number(text))).toBe(digits(text));
      }),
    );
  });

  it('round half away from zero to the decimals asked for', () => {
    fc.assert(
      fc.property(decimal, fc.nat({ max: 8 }), (text, decimals) => {
        const digits = (of: string) => of.replace(/\D/g, '');
        expect(digits(formats.number(text, decimals))).toBe(digits(roundDecimal(text, decimals)));
      }),
    );
  });

  it('write a minus that is as wide as a figure', () => {
    expect(formats.number('-1.5')).toMatch(/^\u22121[.,]5$/);
  });

  it('bear a currency that nobody knows', () => {
    expect(formats.money('1.50', 'USDT', 2, true)).toMatch(/^1[.,]50 USDT$/);
  });

  it('bear a moment that is none', () => {
    for (const at of [Number.NaN, 1e300])
      expect(formats.moment(at, now)).not.toMatch(/NaN|undefined|Invalid/);
  });
});

describe('Intl formats', () => {
  const formats = intlFormats('en-US');

  it('group by locale', () => {
    expect(formats.number('23207.1', 2)).toBe('23,207.10');
    expect(intlFormats('es').number('23207.1', 2)).toBe('23.207,10');
  });

  it('put a currency where the locale puts it, and its name into speech', () => {
    expect(formats.money('91204.4', 'USD', 0)).toBe('$91,204');
    expect(formats.money('91204.4', 'USD', 0, true)).toBe('91,204 US dollars');
    expect(intlFormats('de').money('9.5', 'EUR', 2)).toMatch(/^9,50\s€$/);
  });

  it('say the time of today, the day of another, and the year of another year', () => {
    expect(formats.moment(now - 3_600_000, now, 'UTC')).toMatch(/^11:00/);
    expect(formats.moment(now - 3 * 86_400_000 + 60_000, now, 'UTC')).toBe('Nov 20');
    expect(formats.moment(now - 400 * 86_400_000 + 60_000, now, 'UTC')).toBe('Oct 19, 2025');
  });

  it('say of a moment that stands for a day only the day, whatever the zone', () => {
    expect(formats.moment(Date.UTC(2026, 10, 23), now, 'America/La_Paz')).toBe('Nov 23');
  });

  it('name the zone where it is not the reader’s', () => {
    expect(formats.moment(now, now, 'Asia/Tokyo')).toMatch(/^21:00 \S+/);
    expect(formats.moment(now, now)).toMatch(/^\d\d:\d\d$/);
  });

  it('bear a zone and a language tag that nobody knows', () => {
    expect(formats.moment(now, now, 'Mars/Olympus')).toBe('12:00 UTC');
    expect(intlFormats('not a tag').number('1.5')).toBe('1.5');
  });
});

describe('plain formats', () => {
  it('tell times in UTC and say so', () => {
    expect(plainFormats.moment(now, now)).toBe('12:00 UTC');
    expect(plainFormats.moment(now - 3 * 86_400_000 + 1, now)).toBe('2026-11-20');
  });
});
