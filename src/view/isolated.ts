/** Figures within a line of words that may run from right to left. */

/** Kept from left to right, with its signs on their sides; a word after it, such as `bp`, stays with the line. */
export function isolated(figure: string): string {
  return figure.replace(/^[^\p{L}]*[^\p{L}\s]/u, '\u2066$&\u2069');
}

/** With all of its letters, for one whose sign could be taken to the other side, such as `US$`. */
export function isolatedWhole(figure: string): string {
  return `\u2066${figure}\u2069`;
}
