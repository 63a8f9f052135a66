/** What is known of an item before any value: its name, class, unit and the publisher's own page for it. */
import type { ItemId } from './item-id.ts';

export const itemClasses = [
  'index',
  'share',
  'fx',
  'crypto',
  'commodity',
  'yield',
  'weather',
  'alerts',
] as const;
export type ItemClass = (typeof itemClasses)[number];

/** BCP 47 tag → text; `en` is always there and stands in for a language that is not. */
export interface LocalText {
  readonly en: string;
  readonly [locale: string]: string;
}

export interface ItemMeta {
  readonly id: ItemId;
  readonly cls: ItemClass;
  readonly name: LocalText;
  /** ISO 4217 code, or a crypto ticker such as USDT; absent for an index, whose unit is points. */
  readonly currency?: string;
  /** How many decimals a reader sees; absent: as published. */
  readonly decimals?: number;
  /** https page of the publisher that the tile links to. */
  readonly href?: string;
  /** IANA zone in which the item's hours and days are told. */
  readonly zone?: string;
  /** For places: the region and country that tell it from its namesakes. */
  readonly region?: LocalText;
}

/** The credit that a source's licence asks for; a page cannot switch it off. */
export interface SourceMeta {
  readonly name: string;
  /** The words asked for, such as "Data from MET Norway"; in English. */
  readonly text: string;
  readonly href: string;
  /** In English. */
  readonly licence: string;
}

/** In which language feeds are asked for texts, and credits are written: a voice needs to know. */
export const feedLanguage = 'en';

const traditional = /^zh(?!.*-hans)-(\w+-)*?(hant|tw|hk|mo)\b/i;

/** True for a BCP 47 tag of Chinese in the traditional script: it says so, or names a region that writes it (CLDR, likelySubtags). */
export function isTraditional(locale: string): boolean {
  return traditional.test(locale);
}

/** The text in the reader's language: exact tag, its script (`zh-TW` → `zh-Hant`), its language, then English. */
export function localText(text: LocalText, locale: string): string {
  const [language = ''] = locale.split('-');
  return text[locale] ?? text[isTraditional(locale) ? 'zh-Hant' : language] ?? text[language] ?? text.en;
}

/** The languages of which `localText` takes the first that a text has, before it takes English; in that order, each once. */
export function languagesOf(locale: string): readonly string[] {
  const [language = ''] = locale.split('-');
  const script = isTraditional(locale) ? ['zh-Hant'] : [];
  return [...new Set([locale, ...script, language])].filter((name) => name !== 'en');
}

/** Of a text what `localText` takes of it for a locale whose `languagesOf` these are: that one, and English. */
export function textIn(text: LocalText, languages: readonly string[]): LocalText {
  const picked = languages.find((name) => Object.hasOwn(text, name)) ?? 'en';
  return { en: text.en, [picked]: text[picked] ?? text.en };
}
