/** Chooses the language of a reader's words; the only file that knows which ones there are. */

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

// Chinese is written in the traditional script where its tag says so, or else in these regions (CLDR, likelySubtags).
const traditional = /^zh-(?:\w+-)*?(?:hant|tw|hk|mo)\b/;
// The others but English. A pattern is shorter than the list, and stands in the script of every page.
const spoken = /^(?:es|fr|de|pt|it|pl|tr|ar|he|hi|ja|ko)$/;
const simplified = /^zh-(?:\w+-)*?hans\b/;

/** The words' language for a BCP 47 tag (`es-BO` → `es`); `en` where there is none. */
export function languageFor(locale: string): Language {
  const tag = locale.toLowerCase();
  const [primary = ''] = tag.split('-');
  if (primary === 'zh') return traditional.test(tag) && !simplified.test(tag) ? 'zh-hant' : 'zh-hans';
  // Hebrew's code until 1989, which old systems still send.
  const name = primary === 'iw' ? 'he' : primary;
  return spoken.test(name) ? (name as Language) : 'en';
}
