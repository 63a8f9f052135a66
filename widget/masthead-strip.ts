/** The element `<masthead-strip>`: attributes in, a running strip while connected. Registers nothing by itself. */
import { temperatureUnit } from '../src/view/temperature.ts';
import { trimmed } from './addresses.ts';
import type { Cancel } from './env.ts';
import type { Page } from './page.ts';
import { runStrip, type StripSettings } from './strip.ts';
import { styleSheet } from './styles.ts';

/**
 * Attributes: `board` (required), `place`, `server` (default: where the module came from), `units` (`c`, `f`, else by
 * region), `theme` (`light`, `dark`, else the page's). The language is that of the nearest `lang`.
 */
export abstract class MastheadStrip extends HTMLElement {
  static readonly observedAttributes = ['board', 'place', 'server', 'units', 'lang'];

  protected abstract readonly page: Page;
  #stop: Cancel | undefined;
  #isPlanned = false;

  connectedCallback(): void {
    this.#plan();
  }

  disconnectedCallback(): void {
    this.#plan();
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (before !== after && this.#stop !== undefined) {
      this.#end();
      this.#plan();
    }
  }

  // In a microtask: an element that is moved, or set by many attributes, keeps its feed and starts once.
  #plan(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    queueMicrotask(() => {
      this.#isPlanned = false;
      if (!this.isConnected) this.#end();
      else this.#stop ??= this.#start();
    });
  }

  #start(): Cancel {
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [styleSheet()];
    return runStrip(this.page, this, shadow, this.#settings());
  }

  #end(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #settings(): StripSettings {
    const locale = languageOf(this);
    return {
      base: trimmed(this.getAttribute('server') ?? this.page.server),
      board: this.getAttribute('board') ?? '',
      place: this.getAttribute('place') ?? undefined,
      locale,
      units: temperatureUnit(this.getAttribute('units'), locale),
    };
  }
}

function languageOf(element: Element): string {
  const nearest = element.closest('[lang]')?.getAttribute('lang');
  const root = element.getRootNode();
  if (!nearest && root instanceof ShadowRoot) return languageOf(root.host);
  return nearest || 'en';
}
