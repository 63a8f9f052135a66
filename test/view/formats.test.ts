import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { roundDecimal } from '../../src/protocol/decimal.ts';
import { intlFormats, plainTag } from '../../src/view/intl-format.ts';
import { plainFigures } from '../../src/view/plain-figures.ts';
import { now } from './context.ts';

const decimal = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.stringMatching(/^\d{1,12}$/))
  .map(([negative, whole, fraction]) => `${negative ? '-' : ''}${whole}.${fraction}`);

describe.each([
  ['plain', plainFigures],
  ['English', intlFormats('en')],
  ['Spanish', intlFormats('es-BO')],
])('%s figures', (_name, formats) => {
  it('lose no digit of a decimal text, however long', () => {
    fc.assert(
      fc.property(decimal, (text) => {
        const digits = (of: string) => of.replace(/\D/g, '');
        expect(digits(formats.number(text))).toBe(digits(text));
      }),
    );
  });

  it('write a minus that is as wide as a figure', () => {
    expect(formats.number('-1.5')).toMatch(/^\u22121[.,]5$/);
  });
});

describe.each(['en', 'es-BO'])('Intl formats in %s', (locale) => {
  const formats = intlFormats(locale);

  it('bear a currency that nobody knows', () => {
    expect(formats.money('1.50', 'USDT', 2, true)).toMatch(/^1[.,]50 USDT$/);
  });

  it('bear a moment that is none', () => {
    for (const at of [Number.NaN, 1e300])
      expect(formats.moment(at, now)).not.toMatch(/NaN|undefined|Invalid/);
    // Of a reader's clock as well.
    expect(formats.moment(now + 60_000, 8.7e15)).toContain('23');
  });
});

describe('Intl formats', () => {
  const formats = intlFormats('en-US');

  it('round half away from zero to the decimals asked for', () => {
    fc.assert(
      fc.property(decimal, fc.nat({ max: 8 }), (text, decimals) => {
        const digits = (of: string) => of.replace(/\D/g, '');
        expect(digits(formats.number(text, decimals))).toBe(digits(roundDecimal(text, decimals)));
      }),
    );
  });

  it.each(['ar-EG', 'fa', 'mr', 'my', 'ar-u-nu-arab'])('have the digits of texts in %s, too', (locale) => {
    const own = intlFormats(locale);
    expect(own.number('12.5').replace(/\D/g, '')).toBe('125');
    expect(own.moment(now, now)).toMatch(/^\d\d\D\d\d/);
  });

  it('group by locale', () => {
    expect(formats.number('23207.1', 2)).toBe('23,207.10');
    expect(intlFormats('es').number('23207.1', 2)).toBe('23.207,10');
  });

  it.each([
    ['es', '6.705,12'],
    ['it', '6.705,12'],
    ['pl', '6\u00a0705,12'],
    ['pt-PT', '6\u00a0705,12'],
  ])('group four digits in %s as the five of the figure beside them', (locale, told) => {
    expect(intlFormats(locale).number('6705.12')).toBe(told);
  });

  it.each([
    ['tr-TR', 'USD', '1.271,49 ABD doları'],
    ['tr-TR', 'CHF', '1.271,49 İsviçre frangı'],
    ['tr', 'TRY', '1.271,49 Türk lirası'],
    ['en-DE', 'CHF', '1.271,49 Swiss francs'],
    ['zh-TW', 'JPY', '1,271.49日圓'],
  ])('say in %s a currency’s name once, behind all digits', (locale, currency, told) => {
    expect(intlFormats(locale).money('1271.49', currency, 2, true)).toBe(told);
  });

  it.each([
    ['en', 'hour', -3, '3 hours ago'],
    ['en', 'minute', 25, 'in 25 minutes'],
    ['de', 'day', -3, 'vor 3 Tagen'],
    ['pl', 'minute', -1, '1 minutę temu'],
    ['pl', 'minute', 1, 'za 1 minutę'],
    ['ar', 'hour', -2, 'قبل ساعتين'],
    // Once: CLDR has it in brackets as well.
    ['he', 'hour', -2, 'לפני שעתיים'],
    ['ja', 'hour', -3, '3時間前'],
    ['en', 'day', Number.NEGATIVE_INFINITY, ''],
  ] as const)('say in %s of %ss how far %d of them are', (locale, unit, count, told) => {
    expect(intlFormats(locale).relative(count, unit)).toBe(told);
  });

  it('part no count from its words where nothing else has gaps', () => {
    expect(intlFormats('ja').percent('0.58', 2, true)).toBe('0.58パーセント');
    expect(intlFormats('zh-TW').money('271.49', 'USD', 2, true)).toBe('271.49美元');
  });

  it('say a duration in whole words for speech', () => {
    expect(intlFormats('ar').duration(15, 'minute', true)).toBe('15 دقيقة');
    expect(intlFormats('de').duration(15, 'minute', true)).toBe('15 Minuten');
  });

  it('put a currency where the locale puts it, and its name into speech', () => {
    expect(formats.money('91204.4', 'USD', 0)).toBe('$91,204');
    expect(formats.money('91204.4', 'USD', 0, true)).toBe('91,204 US dollars');
    expect(intlFormats('de').money('9.5', 'EUR', 2)).toMatch(/^9,50\s€$/);
  });

  it('keep the hyphen of a currency’s name, beside a minus too', () => {
    expect(intlFormats('de').money('9.5', 'USD', 2, true)).toBe('9,50 US-Dollar');
    expect(intlFormats('de').money('-9.5', 'USD', 2, true)).toBe('\u22129,50 US-Dollar');
  });

  it('say the time of today, the day of another, and the year of another year', () => {
    expect(formats.moment(now - 3_600_000, now, 'UTC')).toMatch(/^11:00/);
    expect(formats.moment(now - 3 * 86_400_000 + 60_000, now, 'UTC')).toBe('Nov 20');
    expect(formats.moment(now - 400 * 86_400_000 + 60_000, now, 'UTC')).toBe('Oct 19, 2025');
  });

  it('say of a moment that stands for a day only the day, whatever the zone', () => {
    const midnight = Date.UTC(2026, 10, 23);
    expect(formats.moment(midnight, now, 'America/La_Paz')).toBe('Nov 23');
    // A moment of the same minute stands for itself: there it is the evening before.
    expect(formats.moment(midnight + 5_000, now, 'America/La_Paz')).toBe('Nov 22');
  });

  it('say the time of a moment shortly before or after midnight, whose day says less', () => {
    const midnight = Date.UTC(2026, 10, 23);
    const [before, after] = [midnight - 9 * 60_000, midnight + 20 * 60_000];
    expect(formats.moment(before, after, 'UTC')).toMatch(/^23:51/);
    expect(formats.moment(after, before, 'UTC')).toMatch(/^00:20/);
    expect(formats.moment(before, midnight + 8 * 3_600_000, 'UTC')).toBe('Nov 22');
    expect(formats.moment(midnight, midnight - 60_000)).toBe('Nov 23');
  });

  it('name the zone where it is not the reader’s', () => {
    expect(formats.moment(now, now, 'Asia/Tokyo')).toMatch(/^21:00 \S+/);
    expect(formats.moment(now, now)).toMatch(/^\d\d:\d\d$/);
  });

  it.each([
    ['en', 'day', [1, 2], ['1 day', '2 days']],
    ['en', 'minute', [1, 45], ['1 min', '45 min']],
    ['pl', 'day', [0, 1, 2, 5, 22], ['0 dni', '1 dzień', '2 dni', '5 dni', '22 dni']],
    ['pl', 'hour', [1, 22], ['1 godz.', '22 godz.']],
    ['ar', 'day', [0, 1, 2, 3, 11, 100], ['0 يوم', 'يوم', 'يومان', '3 أيام', '11 يومًا', '100 يوم']],
    ['he', 'hour', [1, 2, 3], ['1 שעה', 'שעתיים', '3 שע׳']],
    ['he', 'day', [1, 2, 3], ['1 יום', 'יומיים', '3 ימ׳']],
    ['de', 'minute', [15], ['15 Min.']],
    ['ja', 'minute', [15], ['15分']],
    ['zh-TW', 'minute', [15], ['15分鐘']],
  ] as const)('count %s %ss in the forms that the language has', (locale, unit, counts, told) => {
    expect(counts.map((count) => intlFormats(locale).duration(count, unit))).toEqual(told);
  });

  it('tell a reader who has travelled the time of where they are, from the next minute on', () => {
    const formats = intlFormats('en-GB');
    try {
      vi.stubEnv('TZ', 'America/La_Paz');
      expect(formats.moment(now - 60_000, now)).toBe('07:59');
      vi.stubEnv('TZ', 'Asia/Kathmandu');
      expect(formats.moment(now - 60_000, now + 60_000)).toBe('17:44');
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('know which form a count asks for', () => {
    const formsOf = (locale: string, counts: number[]) =>
      counts.map((count) => intlFormats(locale).plural(count));
    expect(formsOf('pl', [1, 2, 5, 22, 0.5])).toEqual(['one', 'few', 'many', 'few', 'other']);
    expect(formsOf('ar', [0, 1, 2, 3, 11, 100])).toEqual(['zero', 'one', 'two', 'few', 'many', 'other']);
    expect(formsOf('not a tag', [1, 2])).toEqual(['one', 'other']);
  });

  it('say percent in words for speech, where the language has one', () => {
    expect(intlFormats('en').percent('0.58', 2, true)).toBe('0.58 percent');
    expect(intlFormats('tr').percent('0.58', 2, true)).toBe('yüzde 0,58');
    expect(intlFormats('tr').percent('0.58', 2)).toBe('%0,58');
  });

  it('bear a zone and a language tag that nobody knows', () => {
    expect(formats.moment(now, now, 'Mars/Olympus')).toBe('12:00 UTC');
    expect(intlFormats('not a tag').number('1.5')).toBe('1.5');
  });
});

it.each([
  ['es-BO', 'es-BO'],
  ['de-', 'de'],
  ['de-x', 'de'],
  ['en-US.UTF-8', 'en-US'],
  ['zh-TW.UTF-8', 'zh-TW'],
  ['C', 'en'],
  ['', 'en'],
])('of the tag %j Intl is given %s', (tag, given) => {
  expect(plainTag(tag)).toBe(given);
});

describe('plain figures', () => {
  it('round to the decimals asked for, off by one in the last of them at the most', () => {
    const short = fc.tuple(fc.nat({ max: 9_999_999 }), fc.stringMatching(/^\d{1,8}$/));
    fc.assert(
      fc.property(short, fc.nat({ max: 6 }), ([whole, fraction], decimals) => {
        const text = `${whole}.${fraction}`;
        const digits = (of: string) => Number(of.replace('.', ''));
        const exact = digits(roundDecimal(text, decimals));
        expect(Math.abs(digits(plainFigures.number(text, decimals)) - exact)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('have no sign where they are rounded to nothing, as those that follow them have none', () => {
    const figures = [plainFigures, intlFormats('en-US')].map(({ percent }) => percent('-0.004', 2));
    expect(figures).toEqual(['0.00%', '0.00%']);
    expect(plainFigures.percent('-0.006', 2)).toBe('\u22120.01%');
  });

  it('write a figure with the decimals asked for, and nothing of its currency', () => {
    const figures = [
      ['86512', 0],
      ['86512', 2],
      ['-0.5', 2],
      ['4.06', undefined],
    ] as const;
    expect(figures.map(([text, decimals]) => plainFigures.number(text, decimals))).toEqual([
      '86512',
      '86512.00',
      '\u22120.50',
      '4.06',
    ]);
    expect([plainFigures.percent('4.06', 1), plainFigures.money('4.06', 'USD', 1)]).toEqual(['4.1%', '4.1']);
  });
});
