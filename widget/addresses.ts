/** Where the server's things are, from where this module came. Pure text. */

/** `https://host/base/v1/masthead.js?x` → `https://host/base`; so of a build's own, `/v1/0123456789/masthead.js`. */
export function serverOf(moduleUrl: string): string {
  return trimmed(moduleUrl.replace(/\/v1\/(\w+\/)?[^/]*([?#].*)?$/, ''));
}

/** Without slashes and white space at its end, so that paths can be put behind it. */
export function trimmed(base: string): string {
  return base.replace(/[/\s]+$/, '');
}

/** `locale`: the language whose names alone come then; one of a form that the server refuses is left out. */
export function boardAddress(base: string, board: string, locale: string): string {
  const query = /^[a-z]{2,8}(-[a-z\d]{1,8}){0,4}$/i.test(locale) ? `?lang=${locale}` : '';
  return `${base}/v1/boards/${encodeURIComponent(board)}${query}`;
}

/** `have`: the entity tag of the board as it is held, as the server gave it. */
export function socketAddress(base: string, board: string, have: string | undefined): string {
  const query = `board=${encodeURIComponent(board)}${have === undefined ? '' : `&have=${encodeURIComponent(have)}`}`;
  return `${base.replace(/^http/, 'ws')}/v1/live?${query}`;
}

/** `items`: those beside the board, which a socket would ask for later. */
export function eventsAddress(base: string, board: string, items: readonly string[]): string {
  const query = items.length === 0 ? '' : `&items=${items.map(encodeURIComponent).join()}`;
  return `${base}/v1/events?board=${encodeURIComponent(board)}${query}`;
}
