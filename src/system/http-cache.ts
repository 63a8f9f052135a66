/** The last good answer of each URL, with what HTTP needs to ask for it conditionally. */
import type { HttpAnswer } from './http.ts';
import type { Headers } from './http-freshness.ts';

export interface Held {
  readonly answer: HttpAnswer;
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
}

/** Each provider asks for tens of URLs at most; the bound is against a mistake, not for tuning. */
const maxEntries = 256;

export interface HttpCache {
  get(url: string): Held | undefined;
  put(url: string, held: Held): void;
  clear(): void;
}

/** Forgets the URL that was written longest ago when full. */
export function createHttpCache(): HttpCache {
  const entries = new Map<string, Held>();
  return {
    get: (url) => entries.get(url),
    put(url, held) {
      entries.delete(url);
      entries.set(url, held);
      const oldest = entries.keys().next();
      if (entries.size > maxEntries && !oldest.done) entries.delete(oldest.value);
    },
    clear: () => entries.clear(),
  };
}

/** The headers that ask "only if it changed", the validators exactly as they came (MET Norway insists). */
export function conditionalHeaders(held: Held | undefined): Record<string, string> {
  return {
    ...(held?.etag === undefined ? {} : { 'If-None-Match': held.etag }),
    ...(held?.lastModified === undefined ? {} : { 'If-Modified-Since': held.lastModified }),
  };
}

export function validatorsOf(headers: Headers): Pick<Held, 'etag' | 'lastModified'> {
  return { etag: headers.etag, lastModified: headers['last-modified'] };
}
