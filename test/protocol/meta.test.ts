import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languagesOf, localText, textIn } from '../../src/protocol/meta.ts';

const tokyo = { en: 'Tokyo', es: 'Tokio', zh: '东京', 'zh-Hant': '東京' };

describe('a name in the reader’s language', () => {
  it.each([
    ['es-BO', 'Tokio'],
    ['es', 'Tokio'],
    ['zh-CN', '东京'],
    ['zh-Hans-HK', '东京'],
    ['zh-TW', '東京'],
    ['zh-HK', '東京'],
    ['zh-hant', '東京'],
    ['zh-Hant-MO', '東京'],
    ['fr', 'Tokyo'],
    ['', 'Tokyo'],
  ])('for %s is %s', (locale, name) => {
    expect(localText(tokyo, locale)).toBe(name);
  });

  it('is that of the very tag before that of its language', () => {
    expect(localText({ ...tokyo, 'zh-HK': '東京都' }, 'zh-HK')).toBe('東京都');
  });

  it('is in the other script before it is in English', () => {
    expect(localText({ en: 'Tokyo', zh: '东京' }, 'zh-TW')).toBe('东京');
  });
});

describe('a name of which only a reader’s part is kept', () => {
  const names = [
    ...['en', 'es', 'fr', 'de', 'pt', 'it', 'pl', 'tr', 'ar', 'he', 'hi', 'zh', 'zh-Hant', 'ja', 'ko'],
    ...['pt-BR', 'zh-HK', 'en-GB'],
  ];
  const tags = [
    ...names,
    ...[
      'zh-TW',
      'zh-Hant-HK',
      'zh-Hans-HK',
      'zh-CN',
      'zh-hant',
      'de-AT',
      'es-419',
      'EN',
      'en-US',
      'ar-EG',
      'fil',
    ],
    '',
  ];

  it('reads in every language as the whole would', () => {
    const texts = fc
      .subarray(names)
      .map((own) => Object.fromEntries(own.map((name) => [name, `in ${name}`])));
    fc.assert(
      fc.property(texts, fc.constantFrom(...names, ...tags), (own, tag) => {
        const text = { ...own, en: 'in en' };
        const kept = textIn(text, languagesOf(tag));
        const read = localText(text, tag);
        expect(kept).toEqual({ en: 'in en', ...(read === 'in en' ? {} : { [read.slice(3)]: read }) });
        expect(localText(kept, tag)).toBe(read);
      }),
    );
  });

  it('is English for a language that is named as what every object answers to', () => {
    expect(textIn(tokyo, languagesOf('valueOf'))).toEqual({ en: 'Tokyo' });
  });

  it('is English and that one language, or English alone', () => {
    expect(textIn(tokyo, languagesOf('es-BO'))).toEqual({ en: 'Tokyo', es: 'Tokio' });
    expect(textIn(tokyo, languagesOf('zh-TW'))).toEqual({ en: 'Tokyo', 'zh-Hant': '東京' });
    for (const tag of ['en', 'en-GB', 'fr', ''])
      expect(textIn(tokyo, languagesOf(tag))).toEqual({ en: 'Tokyo' });
  });
});
