/** Chooses the language of a reader's words; the only file that knows which ones there are. */
import { isTraditional } from '../protocol/meta.ts';

/** Each has a table of its own name. */
export const languages = [
  'en',
  'es',
  'fr',
  'de',
  'pt',
  'it',
  'pl',
  'tr',
  'ar',
  'he',
  'hi',
  'zh-hans',
  'zh-hant',
  'ja',
  'ko',
] as const;
export type Language = (typeof languages)[number];

// The others but English. A pattern is shorter than the list, and stands in the script of every page.
const spoken = /^(es|fr|de|pt|it|pl|tr|ar|he|hi|ja|ko)$/;

/** The words' language for a BCP 47 tag (`es-BO` → `es`); `en` where there is none. */
export function languageFor(locale: string): Language {
  const [primary = ''] = locale.toLowerCase().split('-');
  if (primary === 'zh') return isTraditional(locale) ? 'zh-hant' : 'zh-hans';
  // Hebrew's code until 1989, which old systems still send.
  const name = primary === 'iw' ? 'he' : primary;
  return spoken.test(name) ? (name as Language) : 'en';
}
