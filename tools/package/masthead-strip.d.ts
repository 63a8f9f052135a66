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

/** `masthead-select` may be cancelled: then neither panel nor link opens. */
export interface MastheadEventMap {
  'masthead-ready': CustomEvent<MastheadReadyDetail>;
  'masthead-state': CustomEvent<MastheadStateDetail>;
  'masthead-select': CustomEvent<MastheadSelectDetail>;
}

/** Each is an attribute too, `darkClass` as `dark-class`; null for its default. */
export interface MastheadStripProperties {
  board: string | null;
  place: string | null;
  layout: 'strip' | 'compact' | 'card' | null;
  /** Default: the page's own origin. */
  server: string | null;
  units: 'c' | 'f' | null;
  theme: 'light' | 'dark' | 'auto' | null;
  darkClass: string | null;
  palette: 'auto' | 'western' | 'east-asian' | 'korean' | 'colour-blind' | null;
  locale: string | null;
  density: 'comfortable' | 'compact' | null;
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

/** Registers `<masthead-strip>` unless the page already has one; does nothing outside of a browser. */
export declare function define(registry?: CustomElementRegistry): void;

declare global {
  interface HTMLElementTagNameMap {
    'masthead-strip': MastheadStrip;
  }
  /** They rise to the document and the window. */
  interface GlobalEventHandlersEventMap extends MastheadEventMap {}
}
