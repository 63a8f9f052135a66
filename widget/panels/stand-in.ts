/** What a panel's opener is by now: a strip is made anew by a reader's choice, and a warning ends while it is read. */

import type { Env } from '../env.ts';

const restMs = 100;
// As long as a strip takes to be made anew on a slow phone: its buttons come last, when the page has nothing better to do.
const mostTimes = 30;

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

/** Gives the focus to what the opener is by now, and to what it has become since, for as long as the reader leaves it there. */
export function giveFocus(opener: () => HTMLElement, env: Pick<Env, 'after'>, times = mostTimes): void {
  const element = opener();
  element.focus({ preventScroll: true });
  env.after(restMs, () => {
    const isThere = element.isConnected
      ? element.matches(':focus')
      : document.activeElement === document.body;
    if (isThere && times > 0) giveFocus(opener, env, times - 1);
  });
}
