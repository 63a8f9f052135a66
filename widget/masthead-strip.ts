/** The element `<masthead-strip>`: attributes in, a running strip while connected. Registers nothing by itself. */
import { isItemId } from '../src/protocol/item-id.ts';
import { stripWordsEn } from '../src/view/strip-words.ts';
import { temperatureUnit } from '../src/view/temperature.ts';
import { tableFrom } from '../src/view/word-table.ts';
import { trimmed } from './addresses.ts';
import { write } from './build.ts';
import type { Cancel } from './env.ts';
import { runStrip } from './first-strip.ts';
import type { Page } from './page.ts';
import { paletteFor } from './palette.ts';
import { adopt } from './sheets.ts';
import css from './strip.css';

const attributes = [
  'board',
  'place',
  'layout',
  'server',
  'units',
  'palette',
  'locale',
  'panels',
  'dark-class',
  'density',
  'theme',
] as const;

// The strip of a next page, which a library has parsed and puts in this one's place, is told so after this one: it is to
// find the feed that stands.
const partingMs = 100;

/**
 * Attributes, each a property too: `board` (required), `place`, `layout` (`strip`, `compact`, `card`), `server` (default:
 * where the module came from), `units` (`c`, `f`, else by region), `locale` (default: the nearest `lang`), `theme`
 * (`light`, `dark`, else the page's), `dark-class` (a class on the page that means dark), `palette` (`western`,
 * `east-asian`, `korean`, `colour-blind`, else by region), `density` (`compact`), `panels` (`off`: tiles are links).
 */
export abstract class MastheadStrip extends HTMLElement {
  // The last two are for the sheet alone: a page that turns dark starts nothing anew.
  static readonly observedAttributes: readonly string[] = ['lang', ...attributes.slice(0, -2)];

  declare board: string | null;
  declare place: string | null;
  declare layout: 'strip' | 'compact' | 'card' | null;
  declare server: string | null;
  declare units: 'c' | 'f' | null;
  declare theme: 'light' | 'dark' | 'auto' | null;
  declare darkClass: string | null;
  declare palette: 'auto' | 'western' | 'east-asian' | 'korean' | 'colour-blind' | null;
  declare locale: string | null;
  declare density: 'comfortable' | 'compact' | null;
  declare panels: 'off' | null;
  protected abstract readonly page: Page;
  #stop: Cancel | undefined;
  #isPlanned?: boolean;
  #isStale?: boolean;

  connectedCallback(): void {
    // What a page set before the class was there hides the accessors.
    for (const name of attributes.map(propertyOf)) {
      if (!Object.hasOwn(this, name)) continue;
      const early = this[name];
      Reflect.deleteProperty(this, name);
      this[name] = early;
    }
    this.#plan();
  }

  disconnectedCallback(): void {
    this.#plan();
  }

  // It comes without its style sheets, as out of a next page that a library has parsed and put it into for a while.
  adoptedCallback(): void {
    this.#renew();
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (before !== after) this.#renew();
  }

  #renew(): void {
    this.#isStale = true;
    this.#plan();
  }

  // In a task of its own: an element that is moved, or set by many attributes, keeps its feed and starts once, and the
  // page may answer its reader between the script and the start.
  #plan(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    this.page.env.after(this.#stop && !this.isConnected ? partingMs : 0, () => {
      this.#isPlanned = false;
      const stop = this.#stop;
      // The style sheets are those of this document, and no other takes them.
      const isHere = this.isConnected && this.ownerDocument === document;
      if (isHere && stop && !this.#isStale) return;
      this.#isStale = false;
      // The next one starts before the last one stops: between them they keep the feed.
      this.#stop = isHere ? this.#start() : undefined;
      stop?.();
    });
  }

  #start(): Cancel {
    const { page } = this;
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    adopt(shadow, css);
    // Templates write an attribute that they have no value for, too: an empty one is none.
    const ask = (name: string) => this.getAttribute(name) ?? '';
    const base = trimmed(ask('server') || page.server);
    const tag = ask('locale') || nearest(this, '[lang]')?.getAttribute('lang') || 'en';
    // As servers name it: `de_DE`.
    const locale = tag.replaceAll('_', '-');
    const dark = ask('dark-class');
    // From the first picture on; the idle chunk follows it then.
    if (dark && nearest(this, `.${CSS.escape(dark)}`)) adopt(shadow, ':host{color-scheme:dark!important}');
    const { feed, release } = page.pool.lease(base, ask('board'), locale);
    const wishes = page.wishes.get();
    const { quotes, collapsed } = wishes;
    // What is kept may be anything.
    const wish = (name: 'place' | 'units' | 'palette') =>
      typeof wishes[name] === 'string' ? wishes[name] : ask(name);
    let isOver = false;
    let stop: Cancel = () => {
      isOver = true;
    };
    void page.chunks.words(locale).then((leaves) => {
      if (isOver) return;
      stop = runStrip(page, feed, this, shadow, {
        place: wish('place'),
        quotes: Array.isArray(quotes) ? quotes.filter(isItemId) : undefined,
        manner: `${ask('layout')} ${paletteFor(wish('palette'), locale)}${collapsed ? ' collapsed' : ''}`,
        locale,
        units: temperatureUnit(wish('units'), locale),
        words: leaves ? tableFrom(stripWordsEn, leaves) : stripWordsEn,
        leaves,
      });
    });
    const unlisten = page.wishes.listen(() => this.#renew());
    return () => {
      unlisten();
      stop();
      release();
    };
  }
}

for (const name of attributes)
  Object.defineProperty(MastheadStrip.prototype, propertyOf(name), {
    get(this: MastheadStrip) {
      return this.getAttribute(name);
    },
    set(this: MastheadStrip, value: string | null) {
      write(this, name, value ?? undefined);
    },
  });

/** `dark-class` → `darkClass`. */
function propertyOf(attribute: string) {
  return attribute.replace('-c', 'C') as 'board';
}

/** The element itself, or the nearest around it, shadow roots or not. */
function nearest(element: Element, selector: string): Element | null | undefined {
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  return element.closest(selector) ?? (host && nearest(host, selector));
}
