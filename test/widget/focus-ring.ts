/** How the ring around what has the focus lies to the words in it. */
import type { Locator } from 'playwright-core';

/** By how much `words` reach into the ring around `focused` or beyond it, in CSS px; negative where they keep off. */
export async function beyondRing(focused: Locator, words: Locator): Promise<number> {
  return focused.evaluate(measure, await words.elementHandle());
}

/** In the page. Infinite where there is no ring. */
function measure(focused: Element, text: Element | null): number {
  const ringed = [focused, ...focused.querySelectorAll('*')].find(
    (each) => getComputedStyle(each).outlineStyle !== 'none',
  );
  if (ringed === undefined || text === null) return Number.POSITIVE_INFINITY;
  const offset = Number.parseFloat(getComputedStyle(ringed).outlineOffset);
  const ring = ringed.getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(text);
  const own = range.getBoundingClientRect();
  return (
    Math.max(ring.left - own.left, own.right - ring.right, ring.top - own.top, own.bottom - ring.bottom) -
    offset
  );
}
