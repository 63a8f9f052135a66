import { describe, expect, it } from 'vitest';
import type { QuoteValue } from '../../src/protocol/reading.ts';
import { intlFormats } from '../../src/view/intl-format.ts';
import { type Language, languages } from '../../src/view/language-for.ts';
import { quoteTile } from '../../src/view/quote-tile.ts';
import { sentences } from '../../src/view/spoken.ts';
import { weatherTile } from '../../src/view/weather-tile.ts';
import { contextWith } from './context.ts';
import { quoteMeta, quoteReading, weatherMeta, weatherReading } from './readings.ts';
import { stripTable } from './tables.ts';

/** Written here once more, so that a template cannot lose its direction with the test. */
const directions: Readonly<Record<Language, readonly [up: string, down: string, flat: string]>> = {
  en: ['up', 'down', 'unchanged'],
  es: ['sube', 'baja', 'sin cambios'],
  fr: ['en hausse', 'en baisse', 'inchangé'],
  de: ['Plus', 'Minus', 'unverändert'],
  pt: ['alta', 'queda', 'sem variação'],
  it: ['più', 'meno', 'invariato'],
  pl: ['wzrost', 'spadek', 'bez zmian'],
  tr: ['yükseldi', 'düştü', 'değişmedi'],
  ar: ['بارتفاع', 'بانخفاض', 'دون تغيير'],
  he: ['עלייה', 'ירידה', 'ללא שינוי'],
  hi: ['ऊपर', 'नीचे', 'कोई बदलाव नहीं'],
  'zh-hans': ['上涨', '下跌', '持平'],
  'zh-hant': ['上漲', '下跌', '持平'],
  ja: ['上昇', '下落', '変わらず'],
  ko: ['상승', '하락', '보합'],
};

async function contextIn(language: Language) {
  return contextWith({ locale: language, words: await stripTable(language), formats: intlFormats(language) });
}

async function spokenIn(language: Language, value: Partial<QuoteValue>, meta = quoteMeta()) {
  return quoteTile(meta, quoteReading(value), await contextIn(language)).spoken;
}

/** Its first sentence, without what is said of the figure's origin. */
const firstOf = (spoken: string, stop: string) =>
  spoken.slice(0, spoken.indexOf(stop === '。' ? stop : `${stop} `));

describe.each(languages)('in %s a quote', (language) => {
  const price = intlFormats(language).number('6931.42', 2);
  const [up, down, flat] = directions[language];

  it('is told with its name, its price and its direction in words', async () => {
    for (const [changePct, word] of [
      ['0.58', up],
      ['-0.58', down],
      ['0', flat],
    ] as const) {
      const told = await spokenIn(language, { changePct });
      for (const part of ['S&P 500', price, word]) expect(told).toContain(part);
      expect([up, down, flat].filter((other) => told.includes(other))).toEqual([word]);
    }
  });

  it('is told in whole sentences, with no template left open and no gap', async () => {
    const { stop, comma } = await stripTable(language);
    const values = [{}, { changePct: '0' }, { changePct: '-0.58' }, { changePct: 'unknown' }];
    const without = quoteReading({ changePct: '0.58' });
    const { basis: _, ...value } = without.value as QuoteValue;
    const noBasis = quoteTile(quoteMeta(), { ...without, value }, await contextIn(language)).spoken;
    for (const told of [...(await Promise.all(values.map((one) => spokenIn(language, one)))), noBasis]) {
      expect(told).not.toMatch(/[{}]| {2}| [,.،、。，]/);
      expect(told.endsWith(stop)).toBe(true);
      expect(firstOf(told, stop)).not.toMatch(new RegExp(`${comma.trim()}$`));
    }
  });

  it('is told in sentences that begin as those of its language do', async () => {
    const { stop, asOf } = await stripTable(language);
    const [, next = ''] = (await spokenIn(language, {})).split(stop === '。' ? stop : `${stop} `);
    expect(next).not.toMatch(/^\p{Ll}/u);
    expect(next.toLowerCase()).toContain(asOf.replace('{0}', '').trim().toLowerCase());
  });

  it('says that its change is unknown, and nothing of a direction', async () => {
    const told = await spokenIn(language, { changePct: '?' });
    expect(told).toContain(price);
    expect([up, down, flat].filter((word) => told.includes(word))).toEqual([]);
  });

  it('has the weather beside it told with place, temperature and sky', async () => {
    const context = await contextIn(language);
    const { spoken } = weatherTile(weatherMeta, weatherReading(), context);
    for (const part of ['La Paz', '14°C', context.words.conditions.rain]) expect(spoken).toContain(part);
    expect(spoken).not.toMatch(/[{}]| {2}/);
  });
});

it('tells basis points in the form of the count that is told', async () => {
  const meta = quoteMeta({ cls: 'yield' });
  const told = (changeBp: string) => spokenIn('en', { changeBp }, meta);
  expect(await told('1.04')).toContain('up 1 basis point since');
  expect(await told('1.5')).toContain('up 1.5 basis points since');
});

describe('sentences one after the other', () => {
  it('end each with one stop, also behind a word that is shortened', () => {
    expect(sentences(['Offline: 20. Nov..', '', 'demo'], contextWith().words)).toBe('Offline: 20. Nov. demo');
  });

  it('are not parted where the stop has its room in itself', async () => {
    const { words } = await contextIn('ja');
    expect(sentences(['一', '二。'], words)).toBe('一。二。');
    expect(await spokenIn('ja', {})).not.toMatch(/。 /);
  });
});

describe('a yield’s change in words', () => {
  const bond = quoteMeta({ cls: 'yield', name: { en: 'US 10-year' } });
  it.each([
    ['en', '1', '1 basis point '],
    ['en', '-2.5', 'down 2.5 basis points '],
    ['pl', '1', '1 punkt bazowy '],
    ['pl', '3', '3 punkty bazowe '],
    ['pl', '5', '5 punktów bazowych '],
    ['pl', '22', '22 punkty bazowe '],
    ['pl', '2.5', '2,5 punktu bazowego '],
    ['ar', '3', '3 نقاط أساس '],
    ['ar', '1', 'نقطة أساس واحدة '],
    ['ar', '2', 'نقطتي أساس '],
    ['ar', '11', '11 نقطة أساس '],
    ['he', '0.4', '0.4 נקודת בסיס '],
    ['he', '2', 'שתי נקודות בסיס '],
    ['fr', '1.5', '1,5 point de base '],
    ['ja', '3', '3ベーシスポイント'],
    ['zh-hans', '3', '3个基点'],
  ] as const)('in %s of %s is %s', async (language, changeBp, part) => {
    const told = await spokenIn(language, { price: '4.06', changeBp }, bond);
    expect(told.replaceAll('\u00a0', ' ')).toContain(part);
  });
});
