/** The page with nothing but the strip, for sites that refuse a third party's script but take a frame. Pure text. */
import { textDirection } from '../view/text-direction.ts';
import { languageTag } from './language-tag.ts';

/** A parameter's values: one of some words, or a form and what that is in words. */
type Allowed = readonly string[] | { readonly form: RegExp; readonly words: string };

/** Attribute of the element and parameter of the page → what it may be. Nothing else of a request reaches the page. */
const allowed: Readonly<Record<string, Allowed>> = {
  layout: ['strip', 'compact', 'card'],
  place: { form: /^[A-Za-z0-9][A-Za-z0-9:._-]{0,63}$/, words: 'the name of a place such as la-paz-bo' },
  units: ['c', 'f'],
  theme: ['light', 'dark', 'auto'],
  palette: ['auto', 'western', 'east-asian', 'korean', 'colour-blind'],
  locale: { form: languageTag, words: 'a language tag such as es or zh-Hant' },
  density: ['comfortable', 'compact'],
  panels: ['off'],
};

export type EmbedAttributes = ReadonlyMap<string, string>;

export type EmbedQuery =
  | { readonly ok: true; readonly attributes: EmbedAttributes }
  /** `problem`: the parameter and what it may be, for people; nothing of the query. */
  | { readonly ok: false; readonly problem: string };

/** The attributes that a query asks for beside the board. Unknown ones are ignored. */
export function readEmbedQuery(query: URLSearchParams): EmbedQuery {
  const attributes = new Map<string, string>();
  for (const [name, values] of Object.entries(allowed)) {
    const given = query.get(name);
    // A template writes a parameter that it has no value for, too.
    if (!given) continue;
    // As servers name it, es_BO: the element takes it, too.
    const value = name === 'locale' ? given.replaceAll('_', '-') : given;
    if (!isAllowed(value, values)) return { ok: false, problem: `${name} may be ${wordsOf(values)}` };
    attributes.set(name, value);
  }
  return { ok: true, attributes };
}

function isAllowed(value: string, values: Allowed): boolean {
  return 'form' in values ? values.form.test(value) : values.includes(value);
}

function wordsOf(values: Allowed): string {
  if ('form' in values) return values.words;
  return values.join(', ').replace(/, (?=[^,]*$)/, ' or ');
}

/** `board`: a name out of the config. Links open in the framing page's place, and addresses are relative: any base path will do. */
export function embedPage(board: string, attributes: EmbedAttributes): string {
  const given = [['board', board], ...attributes].map(([name, value]) => ` ${name}="${value}"`);
  const theme = attributes.get('theme') ?? 'auto';
  const scheme = theme === 'auto' ? 'light dark' : theme;
  const locale = attributes.get('locale') ?? 'en';
  const direction = textDirection(locale) === 'rtl' ? ' dir="rtl"' : '';
  return `<!doctype html>
<html lang="${locale}"${direction}>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="${scheme}">
<meta name="robots" content="noindex">
<title>Masthead</title>
<base target="_top">
<link rel="stylesheet" href="embed.css">
<script type="module" async src="masthead.js"></script>
<masthead-strip${given.join('')}></masthead-strip>
</html>
`;
}

/** The page is the strip: no margin around it, the reader's own font, and its height before the script is there. */
export const embedStyle = `body{margin:0;font:15px/1.4 system-ui,sans-serif}
masthead-strip:not(:defined){display:block;block-size:44px}
masthead-strip[layout=compact]:not(:defined){block-size:32px}
masthead-strip[layout=card]:not(:defined){block-size:400px}
`;

/** What a page has beside its policy, and data and scripts do not need: no window, process or look-up shared with others. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'X-DNS-Prefetch-Control': 'off',
};

/**
 * `ancestors`: who may frame the page. Everything comes from this host; not every browser takes `'self'` for a
 * socket, so its address is named, where the Host header is one.
 */
export function embedPolicy(ancestors: readonly string[], host: string | undefined): string {
  const named = host !== undefined && /^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/.test(host);
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `connect-src 'self'${named ? ` ws://${host} wss://${host}` : ''}`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors ${ancestors.length === 0 ? `'none'` : ancestors.join(' ')}`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; ');
}
