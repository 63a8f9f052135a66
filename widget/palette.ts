/** Which colours mean up and down: what the page or the reader says, else the custom of the language's region. */

/**
 * East Asian: red is up, green is down, as on the mainland's, Taiwan's and Japan's exchanges; Korean: red is up, blue is
 * down. `asked` is an attribute's text; `auto` and '' count as none.
 */
export function paletteFor(asked: string | undefined, locale: string): string {
  if (asked && asked !== 'auto') return asked;
  if (/^ko\b/i.test(locale)) return 'korean';
  return /^(zh|ja)\b(?!.*-(HK|SG|MO))/i.test(locale) ? 'east-asian' : 'western';
}
