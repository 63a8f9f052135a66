/** What a panel's opener is by now: a strip is made anew by a reader's choice, and a warning ends while it is read. */

/**
 * Gives the first of these that is shown: what was pressed, its like in the strip that stands there now (of a tile the one
 * of the same item), the weather, the pause button. `inside`: some element of the strip's tree.
 */
export function standIn(pressed: HTMLElement, inside: Node): () => HTMLElement {
  const item = pressed.closest('[data-item]')?.getAttribute('data-item');
  const alike = `${item ? `[data-item="${item}"] ` : ''}.${pressed.className}`;
  return () => {
    const strip = inside.getRootNode() as ShadowRoot;
    const others = [alike, '.report', '.pause'].map((each) => strip.querySelector<HTMLElement>(each));
    return [pressed, ...others].find((each) => each?.getClientRects().length) ?? pressed;
  };
}
