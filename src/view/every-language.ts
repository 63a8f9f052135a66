/** All tables of words at once, for the server: a page loads the one that it speaks. */
import type { Language } from './language-for.ts';
import { words as ar } from './languages/ar.ts';
import { words as de } from './languages/de.ts';
import { words as en } from './languages/en.ts';
import { words as es } from './languages/es.ts';
import { words as fr } from './languages/fr.ts';
import { words as he } from './languages/he.ts';
import { words as hi } from './languages/hi.ts';
import { words as it } from './languages/it.ts';
import { words as ja } from './languages/ja.ts';
import { words as ko } from './languages/ko.ts';
import { words as pl } from './languages/pl.ts';
import { words as pt } from './languages/pt.ts';
import { words as tr } from './languages/tr.ts';
import { words as zhHans } from './languages/zh-hans.ts';
import { words as zhHant } from './languages/zh-hant.ts';
import type { Words } from './words.ts';

export const everyLanguage: Readonly<Record<Language, Words>> = {
  ...{ ar, de, en, es, fr, he, hi, it, ja, ko, pl, pt, tr },
  'zh-hans': zhHans,
  'zh-hant': zhHant,
};
