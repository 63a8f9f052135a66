import { describe, expect, it } from 'vitest';
import { wordsEn } from '../../src/view/words-en.ts';
import { wordsEs } from '../../src/view/words-es.ts';
import { wordsFor } from '../../src/view/words-for.ts';

describe('the words for a language', () => {
  it('are Spanish for every kind of Spanish, and English for the rest', () => {
    expect(wordsFor('es')).toBe(wordsEs);
    expect(wordsFor('es-BO')).toBe(wordsEs);
    for (const tag of ['en-GB', 'de', 'est', '']) expect(wordsFor(tag)).toBe(wordsEn);
  });

  it('are never missing', () => {
    for (const words of [wordsEn, wordsEs])
      for (const [key, word] of Object.entries(words))
        if (typeof word === 'string') expect(word, key).not.toBe('');
  });
});
