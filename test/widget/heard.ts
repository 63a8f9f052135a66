/** Listens as a screen reader does: to what is put into the live regions of a page's strips, in order. */
import type { Page } from 'playwright-core';

/** To be called before the page goes anywhere. */
export async function listenIn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (how) {
      const shadow = attach.call(this, how);
      const watch = new MutationObserver((changes) => {
        const regions = [...shadow.querySelectorAll('[role=status]')];
        for (const region of regions) {
          // What a region brings along when it comes is not read: only changes of one that is there.
          const isNew = changes.some(({ target }) => region.contains(target));
          const text = region.textContent ?? '';
          // Nor anything in what is not rendered.
          if (isNew && text !== '' && region.getClientRects().length > 0) heard.push(text);
        }
      });
      watch.observe(shadow, { childList: true, characterData: true, subtree: true });
      return shadow;
    };
  });
}

/** All that was heard so far. */
export function heardOn(page: Page): Promise<string[]> {
  return page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
}
