/** Gives the element its name, once. Importing this does nothing; calling it does. */
import { MastheadStrip } from './masthead-strip.ts';
import type { Page } from './page.ts';

/** Registers `<masthead-strip>` unless the page already has one, of whatever version. */
export function define(page: Page, registry: CustomElementRegistry = customElements): void {
  if (registry.get('masthead-strip')) return;
  registry.define(
    'masthead-strip',
    class extends MastheadStrip {
      protected override readonly page = page;
    },
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'masthead-strip': MastheadStrip;
  }
}
