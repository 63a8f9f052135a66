/** URLs below one base: which bases are allowed, and that no path leads out of them. */
import type { HttpRequest } from './http.ts';

/** Throws a TypeError for a base URL that is not https and whose host is not among `privateHosts`. */
export function checkedBase({
  baseUrl,
  privateHosts = [],
}: {
  readonly baseUrl: string;
  readonly privateHosts?: readonly string[];
}): URL {
  const base = new URL(baseUrl);
  const named = privateHosts.includes(base.hostname);
  if (base.protocol !== 'https:' && !(base.protocol === 'http:' && named)) {
    throw new TypeError(`base URL must be https, or http on a host named under privateHosts: ${base.origin}`);
  }
  return base;
}

// Printable ASCII without `?`, `#`, `\` and spaces: the URL parser drops tabs and line breaks, even out of the middle of `..`.
const plainPath = /^\/(?!\/)[!"$->@-[\]-~]*$/;
// A dot segment, or what one can hide behind: encoded dots, slashes, backslashes and percent signs.
const wayOut = /\/\.{1,2}(?:\/|$)|%(?:25|2e|2f|5c)/i;

/** Throws a TypeError for a path that could lead elsewhere. */
export function urlBelow(base: URL, path: string, query: HttpRequest['query'] = {}): URL {
  if (!plainPath.test(path) || wayOut.test(path)) {
    throw new TypeError('a path below the base URL starts with one slash and stays below it');
  }
  const url = new URL(base.href);
  url.pathname = base.pathname.replace(/\/$/, '') + path;
  url.search = new URLSearchParams(query).toString();
  url.hash = '';
  return url;
}
