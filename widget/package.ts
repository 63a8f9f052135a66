/** The npm package's module: the element's class and `define()`. Registers nothing, and touches no browser until it is used. */
import { browserEnv } from './env.ts';
import { MastheadStrip as Strip } from './masthead-strip.ts';
import { createPage, type Page } from './page.ts';

/** Chunk → its import, which a bundler sees; put in front of the module by the build. */
declare const __CHUNKS__: Readonly<Record<string, () => Promise<unknown>>>;

let shared: Page | undefined;

/** What all strips share, made for the first: a server that renders pages loads this module, too. */
function pageOf(): Page {
  shared ??= createPage(
    browserEnv,
    location.origin,
    // A bundler's own loader may throw where a page's policy forbids it: a chunk that does not come, like any other.
    async (name) => (await __CHUNKS__[name]?.()) ?? Promise.reject(new Error(`no chunk ${name}`)),
  );
  return shared;
}

/** `<masthead-strip>`; without `server` it asks the page's own origin. */
export class MastheadStrip extends Strip {
  protected override get page(): Page {
    return pageOf();
  }
}

/**
 * Registers `<masthead-strip>` unless the page already has one, of whatever version. Does nothing outside of a browser, and in
 * one without constructed style sheets: an app's tests under jsdom would stop at the first strip.
 */
export function define(registry: CustomElementRegistry | undefined = globalThis.customElements): void {
  if (!('adoptedStyleSheets' in (globalThis.Document?.prototype ?? {}))) return;
  if (registry?.get('masthead-strip') === undefined) registry?.define('masthead-strip', MastheadStrip);
}
