/** Words of an upstream's as plain text that may be shown: nothing in it that hides, reorders or floods. Knows no provider. */

// Controls, lone surrogates, marks that turn the direction of writing around, and invisible ones by which one text can
// pass for another (Unicode TR 36, "Security Considerations"). Joiners stay: several scripts need them.
const unwanted =
  /[^\P{Cc}\n]|[\p{Cs}\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;
const lineBreaks = /\r\n?|[\u0085\u2028\u2029]/g;

/** `text` without what must not be shown, at most `max` characters with a mark where it was cut; empty for no text. */
export function cleanText(text: unknown, max: number): string {
  if (typeof text !== 'string') return '';
  const clean = text.replaceAll(lineBreaks, '\n').replaceAll('\t', ' ').replaceAll(unwanted, '').trim();
  return clean.length <= max ? clean : `${wholeCharacters(clean.slice(0, max - 1)).trimEnd()}…`;
}

/** The same on one line. */
export function cleanLine(text: unknown, max: number): string {
  return typeof text === 'string' ? cleanText(text.replaceAll(/\s+/g, ' '), max) : '';
}

function wholeCharacters(cut: string): string {
  return cut.replace(/[\uD800-\uDBFF]$/, '');
}
