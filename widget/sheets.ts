/** Style sheets for shadow trees, one of each text for the whole page. Constructed, since a strict CSP refuses `<style>`. */

const sheets = new Map<string, CSSStyleSheet>();

/** Adds the sheet of this text to those of the tree, once. */
export function adopt(shadow: ShadowRoot, css: string): void {
  const sheet = sheets.get(css) ?? new CSSStyleSheet();
  if (!sheets.has(css)) sheet.replaceSync(css);
  sheets.set(css, sheet);
  if (!shadow.adoptedStyleSheets.includes(sheet)) shadow.adoptedStyleSheets.push(sheet);
}
