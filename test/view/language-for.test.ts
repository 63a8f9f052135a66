import { describe, expect, it } from 'vitest';
import { languageFor } from '../../src/view/language-for.ts';

describe('the language of the words', () => {
  it.each([
    ['en-GB', 'en'],
    ['es', 'es'],
    ['es-BO', 'es'],
    ['ES-bo', 'es'],
    ['pt-BR', 'pt'],
    ['iw', 'he'],
    ['he-IL', 'he'],
    ['zh', 'zh-hans'],
    ['zh-CN', 'zh-hans'],
    ['zh-SG', 'zh-hans'],
    ['zh-TW', 'zh-hant'],
    ['zh-HK', 'zh-hant'],
    ['zh-MO', 'zh-hant'],
    ['zh-Hant', 'zh-hant'],
    ['zh-Hant-CN', 'zh-hant'],
    ['zh-Hans-HK', 'zh-hans'],
    ['zh-cmn-Hant', 'zh-hant'],
  ])('of %s is %s', (tag, language) => {
    expect(languageFor(tag)).toBe(language);
  });

  it('is English where there is no table, or no tag', () => {
    for (const tag of ['', 'nb', 'nb-NO', 'est', 'constructor', 'zhx', 'e', '-', 'english'])
      expect(languageFor(tag)).toBe('en');
  });
});
