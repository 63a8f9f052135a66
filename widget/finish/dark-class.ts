/** Follows a page that says by a class of its own that it is dark, as `<html class="dark">` does. */
import type { Cancel, Env } from '../env.ts';
import { adopt } from '../sheets.ts';

/**
 * The class may stand on the strip or on any element around it, shadow roots or not, and counts where the strip is moved
 * to. Without `dark-class`, or where it is nothing that a class can be called, the page's colour scheme counts. An explicit
 * `theme` comes before both, by the sheet.
 */
export function followDarkClass(env: Pick<Env, 'after'>, shadow: ShadowRoot): Cancel {
  const { host } = shadow;
  const name = host.getAttribute('dark-class');
  if (!name || /\s/.test(name)) {
    setScheme(shadow);
    return () => {};
  }
  let again: Cancel | undefined;
  let was: boolean | undefined;

  const follow = () => {
    again?.();
    if (host.isConnected) apply();
    // Nothing tells when it stands somewhere again; where it stays out, it is stopped before that.
    else again = env.after(0, follow);
  };
  const apply = () => {
    let isDark = false;
    observer.disconnect();
    // Elements, shadow roots, and the document at last. Children too: one that is taken away has the strip in it, or may
    // have. Only what is around the strip, not the page: whatever else changes there costs nothing.
    for (let node: Node | null = host; node; node = node.parentNode ?? (node as ShadowRoot).host) {
      observer.observe(node, { childList: true, attributeFilter: ['class'] });
      isDark ||= (node as Element).classList?.contains(name);
    }
    if (was !== isDark) setScheme(shadow, isDark ? 'dark' : 'light');
    was = isDark;
  };
  const observer = new MutationObserver(follow);
  follow();
  return () => {
    again?.();
    observer.disconnect();
  };
}

/** By a sheet that has one rule, as no other has; the first picture may have brought one. Without a scheme it is the page's. */
function setScheme(shadow: ShadowRoot, scheme?: 'light' | 'dark'): void {
  shadow.adoptedStyleSheets = shadow.adoptedStyleSheets.filter(({ cssRules }) => cssRules[1]);
  if (scheme) adopt(shadow, `:host{color-scheme:${scheme}!important}`);
}
