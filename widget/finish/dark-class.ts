/** Follows a page that says by a class of its own that it is dark, as `<html class="dark">` does. */
import type { Cancel, Env } from '../env.ts';

/**
 * The class may stand on the strip or on any element around it, shadow roots or not, and counts where the strip is moved
 * to. `name` null, or nothing that a class can be called: the page's colour scheme counts. An explicit `theme` comes
 * before both, by the sheet.
 */
export function followDarkClass(env: Pick<Env, 'after'>, host: HTMLElement, name: string | null): Cancel {
  if (!name || /\s/.test(name)) return () => {};
  let again: Cancel | undefined;

  const follow = () => {
    again?.();
    if (host.isConnected) apply();
    // Nothing tells when it stands somewhere again; where it stays out, it is stopped before that.
    else again = env.after(0, follow);
  };
  const apply = () => {
    const nodes = nodesAround(host);
    observer.disconnect();
    // Children too: one that is taken away has the strip in it, or may have. Only what is around the strip, not the page:
    // whatever else changes there costs nothing.
    for (const node of nodes) observer.observe(node, { childList: true, attributeFilter: ['class'] });
    const isDark = nodes.some((node) => (node as Element).classList?.contains(name));
    const scheme = isDark ? 'dark' : 'light';
    if (host.style.colorScheme !== scheme) host.style.colorScheme = scheme;
  };
  const observer = new MutationObserver(follow);
  follow();
  return () => {
    again?.();
    observer.disconnect();
    // A strip that starts anew would be light for a moment.
    if (!host.isConnected || host.getAttribute('dark-class') !== name) host.style.colorScheme = '';
  };
}

/** An element of the document, and all that it stands in: elements, shadow roots, and the document at last. */
function nodesAround(element: Element): readonly Node[] {
  const nodes: Node[] = [];
  for (let node: Node | null = element; node; node = node.parentNode ?? (node as ShadowRoot).host)
    nodes.push(node);
  return nodes;
}
