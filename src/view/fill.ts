/** Puts finished texts into a template of a table of words; knows no language. */

/** `{0}` in `template` becomes the first of `texts` and so on; one that is not given leaves nothing. Texts are not read. */
export function fill(template: string, ...texts: readonly string[]): string {
  return template.replace(/\{(\d)\}/g, (_whole, index) => texts[Number(index)] ?? '');
}
