/** Words of an upstream's as plain text that may be shown: nothing in it that hides, reorders or floods. Knows no provider. */

// Controls, lone surrogates, marks that turn the direction of writing around, and invisible ones by which one text can
// pass for another (Unicode TR 36, "Security Considerations"; what is invisible is Default_Ignorable_Code_Point's to
// say). Joiners and variation selectors stay: several scripts and emoji need them.
const unwanted =
  /[^\P{Cc}\n]|(?!\u200C|\u200D|\uFE0E|\uFE0F|[\u180B-\u180D\u180F])\p{Default_Ignorable_Code_Point}|[\p{Cs}\uFFF9-\uFFFB]/gu;
const lineBreaks = /\r\n?|[\u0085\u2028\u2029]/g;
// No script that is written stacks more marks on a letter; a flood of them paints over what is above and below.
const markFlood = /((?:\p{M}|\u200C|\u200D){5})(?:\p{M}|\u200C|\u200D)+/gu;
// Marks with no letter before them would join the text in front.
const looseStart = /^(?:\s|\p{M}|\u200C|\u200D)+/u;

/** `text` without what must not be shown, at most `max` UTF-16 units with a mark where it was cut; empty for no text. */
export function cleanText(text: unknown, max: number): string {
  return typeof text === 'string' ? bounded(cleaned(text), max) : '';
}

/** The same on one line. */
export function cleanLine(text: unknown, max: number): string {
  return typeof text === 'string' ? bounded(cleaned(text).replaceAll(/\s+/g, ' '), max) : '';
}

function cleaned(text: string): string {
  const plain = text.replaceAll(lineBreaks, '\n').replaceAll('\t', ' ').replaceAll(unwanted, '');
  return plain.replaceAll(markFlood, '$1').replace(looseStart, '').trimEnd();
}

function bounded(clean: string, max: number): string {
  return clean.length <= max ? clean : `${wholeCharacters(clean.slice(0, max - 1)).trimEnd()}…`;
}

function wholeCharacters(cut: string): string {
  return cut.replace(/[\uD800-\uDBFF]$/, '');
}
