/** What is wrong with what a provider read, whatever it was given; written out, so that it shares nothing with what it checks. */
import { UpstreamError } from '../../src/system/upstream-error.ts';

/** The longest that each text may be, in UTF-16 units, as the protocol's and the providers' comments say. */
const longest: Readonly<Record<string, number>> = {
  id: 200,
  event: 120,
  issuer: 120,
  headline: 300,
  description: 2_000,
  instruction: 2_000,
  href: 300,
  // Of recordings alone.
  code: 3,
  currency: 12,
  base: 40,
  quote: 40,
};
const multiline = ['description', 'instruction'];
const figures = ['price', 'reference', 'change', 'changePct', 'changeBp', 'increment'];
const ownWords =
  /^(?:quote|weather|alerts|prevClose|rolling24h|utcDayOpen|prevFixing|observed|eod|clear|fair|partly-cloudy|cloudy|fog|drizzle|rain|heavy-rain|showers|sleet|snow|heavy-snow|snow-showers|thunder|extreme|severe|moderate|minor|unknown|timeout|network|blocked|status|throttled|rejected|not-found|empty|shape|too-large|\d{4}-\d\d-\d\d)$/;

/** Controls, bidi controls, what cannot be seen, halves of surrogate pairs, and more marks on a letter than any script has. */
const unfit =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be gone
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]|\u034f|\p{Cs}|\p{M}{6}|[\u200c\u200d]{6}/u;
const plainWords = /^[\x20-\x7e]{1,120}$/;

/** Each as `path: what`; empty where all is well. */
export function troublesIn(value: unknown, path = ''): readonly string[] {
  if (value instanceof Error) return errorTroubles(value);
  if (typeof value === 'string') return textTroubles(path, value);
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path}: not finite`];
  if (typeof value !== 'object' || value === null) return [];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(isList || /^[a-z][A-Za-z0-9]{0,20}$/.test(key)
      ? []
      : [`${path}: has a field ${JSON.stringify(key)}`]),
    ...troublesIn(inner, isList ? path : `${path}.${key}`),
  ]);
}

function errorTroubles(error: Error): readonly string[] {
  if (!(error instanceof UpstreamError)) return [`threw ${error.stack}`];
  return plainWords.test(error.message) && error.cause === undefined ? [] : [`error: ${error.message}`];
}

function textTroubles(path: string, text: string): readonly string[] {
  const field = path.slice(path.lastIndexOf('.') + 1);
  const told = `${path}: ${JSON.stringify(text.slice(0, 80))} of ${text.length}`;
  return isSound(field, text) ? [] : [told];
}

function isSound(field: string, text: string): boolean {
  if (field === 'message') return plainWords.test(text);
  if (figures.includes(field)) return /^-?\d{1,30}(?:\.\d{1,30})?$/.test(text);
  const most = longest[field];
  if (most === undefined) return ownWords.test(text);
  const lines = multiline.includes(field) ? text.replaceAll('\n', '') : text;
  if (text.length > most || text === '' || unfit.test(lines)) return false;
  return field !== 'href' || /^https:\/\/[a-z0-9.-]+\/[\x21-\x7e]*$/.test(text);
}
