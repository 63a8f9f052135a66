/** What a reader chose for the strip, as text and back. Knows no storage; whatever stands there or in an address is only a wish. */
import { type ItemId, isItemId } from '../src/protocol/item-id.ts';
import { type Pace, type Palette, paces, palettes } from '../src/view/panel/settings-words.ts';
import type { TemperatureUnit } from '../src/view/view-context.ts';

/** All that is absent is as the page's publisher has it. */
export interface Preferences {
  readonly place?: ItemId;
  /** In the reader's order, in place of the board's. */
  readonly quotes?: readonly ItemId[];
  readonly units?: TemperatureUnit | undefined;
  readonly palette?: Palette;
  /** `frozen` comes with a link, and stands for the pause while it is on; what is kept is the pace behind it. */
  readonly pace?: Pace | undefined;
  readonly collapsed?: boolean;
}

/** What a link may watch (`maxItems` in docs/protocol.md), less a place and its warnings. */
export const maxQuotes = 62;

// 63 names of at most 54 characters, and room for the rest.
const longestText = 4000;

const isFit: Readonly<Record<keyof Preferences, (wish: unknown) => boolean>> = {
  place: (wish) => isOf('weather', wish),
  quotes: (wish) => Array.isArray(wish) && wish.length <= maxQuotes && wish.every((id) => isOf('quote', id)),
  units: isOneOf(['c', 'f']),
  palette: isOneOf(palettes),
  pace: isOneOf(paces),
  collapsed: isOneOf([true, false]),
};

/** Whatever of the text makes sense, each quote once; {} where nothing does. Never throws. */
export function parsePreferences(text = ''): Preferences {
  try {
    return fitIn(text) ?? {};
  } catch {
    return {};
  }
}

/** As `parsePreferences` and links take them. Lists stay lists: old libraries (Prototype 1.6) have JSON turn them into texts. */
export function preferencesText(preferences: Preferences): string {
  return JSON.stringify(preferences, function (this: Preferences, key) {
    return this[key as keyof Preferences];
  });
}

/**
 * The preferences that an address shares, such as `https://news.example/#masthead=…`; undefined where it shares none, or
 * was cut off on its way: what the reader chose must not give way to that.
 */
export function preferencesInFragment(hash: string): Preferences | undefined {
  const [, shared = ''] = /[#&]masthead=([^&]+)/.exec(hash) ?? [];
  try {
    return fitIn(decodeURIComponent(shared));
  } catch {
    return undefined;
  }
}

/** What makes sense of an object; undefined for anything else. Throws where the text is no JSON. */
function fitIn(text: string): Preferences | undefined {
  const found = JSON.parse(text.slice(0, longestText));
  if (Object(found) !== found || Array.isArray(found)) return undefined;
  const fit = Object.entries(isFit).filter(([name, isWish]) => isWish(found[name]));
  return Object.fromEntries(fit.map(([name]) => [name, once(found[name])]));
}

/** A list without what it names again; all else as it is. */
function once(wish: unknown): unknown {
  return Array.isArray(wish) ? [...new Set(wish)] : wish;
}

function isOf(kind: 'quote' | 'weather', id: unknown): boolean {
  return isItemId(id) && id.startsWith(kind);
}

function isOneOf(wishes: readonly unknown[]): (wish: unknown) => boolean {
  return (wish) => wishes.includes(wish);
}
