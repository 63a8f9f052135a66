/** Chooses the table of words for a language tag; the only file that knows which languages there are. */
import type { Words } from './words.ts';
import { wordsEn } from './words-en.ts';
import { wordsEs } from './words-es.ts';

/** The words of the tag's language (`es-BO` → Spanish); English where there is no table for it. */
export function wordsFor(locale: string): Words {
  return /^es\b/i.test(locale) ? wordsEs : wordsEn;
}
