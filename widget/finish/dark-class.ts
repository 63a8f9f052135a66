/** Follows a page that says by a class of its own that it is dark, as `<html class="dark">` does. */
import type { Cancel } from '../env.ts';

/** `name` null: the page's colour scheme counts. An explicit `theme` comes before both. */
export function followDarkClass(host: HTMLElement, name: string | null): Cancel {
  if (name === null || /^(?:light|dark)$/.test(host.getAttribute('theme') ?? '')) return () => {};
  const apply = () => {
    host.style.colorScheme = host.closest(`.${CSS.escape(name)}`) === null ? 'light' : 'dark';
  };
  const observer = new MutationObserver(apply);
  // The class may stand on any element around the strip.
  for (let around: Element | null = host; around !== null; around = around.parentElement)
    observer.observe(around, { attributeFilter: ['class'] });
  apply();
  return () => {
    observer.disconnect();
    host.style.colorScheme = '';
  };
}
