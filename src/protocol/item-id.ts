/** Names items: `quote:BTC-USD`, `weather:la-paz-bo`, `alerts:la-paz-bo`. Knows nothing of values. */

export const itemKinds = ['quote', 'weather', 'alerts'] as const;
export type ItemKind = (typeof itemKinds)[number];

/** `<kind>:<name>`; the name is 1 to 48 letters, digits, `.`, `_` or `-`. */
export type ItemId = `${ItemKind}:${string}`;

// The bound keeps a subscription list small whatever a client sends; the alphabet needs no escaping in a URL or a CSS selector.
const pattern = /^(quote|weather|alerts):[^\W_][\w.-]{0,47}$/;

/** True where `text` names an item. Never throws, whatever it is given. */
export function isItemId(text: unknown): text is ItemId {
  return typeof text === 'string' && pattern.test(text);
}

/** The part before the colon. */
export function kindOf(id: ItemId): ItemKind {
  return id.split(':')[0] as ItemKind;
}
