/** Where the server's things are, from where this module came. Pure text. */

/** `https://host/base/v1/masthead.js?x` → `https://host/base`. */
export function serverOf(moduleUrl: string): string {
  return trimmed(moduleUrl.replace(/[?#].*$/, '').replace(/\/v1\/[^/]*$/, ''));
}

/** Without the slashes at its end, so that paths can be put behind it. */
export function trimmed(base: string): string {
  return base.replace(/\/+$/, '');
}

/** `have`: the entity tag of the board as it is held, as the server gave it. */
export function socketAddress(base: string, board: string, have: string | undefined): string {
  const query = `board=${encodeURIComponent(board)}${have === undefined ? '' : `&have=${encodeURIComponent(have)}`}`;
  return `${base.replace(/^http/, 'ws')}/v1/live?${query}`;
}
