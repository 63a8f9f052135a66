/** The element, its events, and its place among the tags that a document knows. */

export interface MastheadReadyDetail {
  readonly board: string;
}
export interface MastheadStateDetail {
  readonly state: 'connecting' | 'live' | 'polled' | 'lost' | 'paused';
}
export interface MastheadSelectDetail {
  /** Such as `quote:SPX`, `weather:la-paz-bo`, or `alerts:la-paz-bo` for the place's warning. */
  readonly id: string;
  /** The publisher's own page for the item; null where there is none. */
  readonly href: string | null;
}

export interface MastheadEventMap {
  /** Figures stand there for the first time. */
  'masthead-ready': CustomEvent<MastheadReadyDetail>;
  /** How the figures come has changed. */
  'masthead-state': CustomEvent<MastheadStateDetail>;
  /** A tile, the weather or its warning was chosen; `preventDefault()` keeps panel and link from opening. */
  'masthead-select': CustomEvent<MastheadSelectDetail>;
}

/** Each is an attribute too, `darkClass` as `dark-class`; null for its default. */
export interface MastheadStripProperties {
  /** The name of one of the service's boards; needed. */
  board: string | null;
  /** A place of the service, such as `la-paz-bo`. Default: the board's first. */
  place: string | null;
  /** 44 px high, 32 px high, or a card from 240 px wide. Default: `strip`. */
  layout: 'strip' | 'compact' | 'card' | null;
  /** The service's address. Default: the page's own origin. */
  server: string | null;
  /** Of temperatures. Default: by region. */
  units: 'c' | 'f' | null;
  /** Default: the page's `color-scheme`. */
  theme: 'light' | 'dark' | 'auto' | null;
  /** One class that means dark on an element around the strip. */
  darkClass: string | null;
  /** The colours of up and down. Default: by the region of the language. */
  palette: 'auto' | 'western' | 'east-asian' | 'korean' | 'colour-blind' | null;
  /** A language tag, such as `de`, `es-BO` or `es_BO`. Default: the nearest `lang`. */
  locale: string | null;
  /** `compact`: tiles closer together, in the card lower. Default: `comfortable`. */
  density: 'comfortable' | 'compact' | null;
  /** `off`: tiles are plain links, and there are no settings. */
  panels: 'off' | null;
}

/** What a tag in JSX takes beside what every element does: attributes by their own names, and listeners. */
export type MastheadStripAttributes = {
  [Name in keyof MastheadStripProperties as Name extends 'darkClass' ? 'dark-class' : Name]?:
    | MastheadStripProperties[Name]
    | undefined;
} & {
  [Name in keyof MastheadEventMap as `on${Name}`]?: ((event: MastheadEventMap[Name]) => void) | undefined;
};

export interface MastheadStrip extends MastheadStripProperties {}
export declare class MastheadStrip extends HTMLElement {
  static readonly observedAttributes: readonly string[];
}

/** Registers `<masthead-strip>` unless the page already has one; does nothing outside of a browser, nor under jsdom. */
export declare function define(registry?: CustomElementRegistry): void;

declare global {
  interface HTMLElementTagNameMap {
    'masthead-strip': MastheadStrip;
  }
  /** They rise to the document and the window, out of any shadow tree. */
  interface GlobalEventHandlersEventMap extends MastheadEventMap {}
  interface ShadowRootEventMap extends MastheadEventMap {}
}
