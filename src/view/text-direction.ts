/** Which languages are written from right to left, of those that a strip or the page around it may be in. */

// Arabic, Hebrew (`iw` until 1989, which old systems still send), Persian and Urdu.
const rightToLeft = /^(?:ar|he|iw|fa|ur)(?![a-z])/i;

/** Of a BCP 47 tag. As an element's `dir` says it. */
export function textDirection(locale: string): 'ltr' | 'rtl' {
  return rightToLeft.test(locale) ? 'rtl' : 'ltr';
}
