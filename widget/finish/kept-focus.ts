/** The chunk that has a reader where they were in a strip that is made anew, as an attribute or a choice has it. */
import type { Env } from '../env.ts';

const restMs = 100;
// As long as a strip takes to be made anew on a slow phone: its links come last, when the page has nothing better to do.
const mostTimes = 50;

/** `at`: what had the focus, which is gone. Gives it to its like as soon as there is one, unless the reader has gone on. */
export function keepFocus(shadow: ShadowRoot, at: Element, env: Pick<Env, 'after'>, times = mostTimes): void {
  if (document.activeElement !== document.body || times === 0) return;
  const item = at.parentElement?.dataset.item;
  const of = item ? `[data-item="${CSS.escape(item)}"] ` : '';
  // Of tabs the one that is open.
  const like = shadow.querySelector<HTMLElement>(`${of}.${at.classList[0]}:not([tabindex="-1"])`);
  like?.focus({ preventScroll: true });
  env.after(restMs, () => keepFocus(shadow, at, env, times - 1));
}
