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
  drop(url: string): void;
  clear(): void;
  /** All that is held, as text, where any of it came since the last call; undefined where nothing did. */
  news(): string | undefined;
  /** Takes what `news` of another process gave, but for URLs of which something is held. */
  remember(text: string): void;
}

/** Bodies of a provider that another process is given: beyond that the oldest are left out. */
const maxNewsBytes = 1_048_576;

/** Forgets the URL that was written longest ago when full. */
export function createHttpCache(): HttpCache {
  const entries = new Map<string, Held>();
  let hasNews = false;
  return {
    get: (url) => entries.get(url),
    put(url, held) {
      entries.delete(url);
      entries.set(url, held);
      hasNews = true;
      const oldest = entries.keys().next();
      if (entries.size > maxEntries && !oldest.done) entries.delete(oldest.value);
    },
    drop: (url) => void entries.delete(url),
    clear: () => entries.clear(),
    news() {
      if (!hasNews) return undefined;
      hasNews = false;
      return newsOf([...entries]);
    },
    remember(text) {
      for (const [url, held] of entriesOf(text)) if (!entries.has(url)) entries.set(url, held);
    },
  };
}

/** Whether holding it can ever spare a request or a body: most quotes are neither fresh for a moment nor confirmable. */
export function isReusable({ answer, etag, lastModified }: Held): boolean {
  return answer.freshUntil !== undefined || etag !== undefined || lastModified !== undefined;
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

function newsOf(entries: readonly (readonly [string, Held])[]): string {
  const kept: string[] = [];
  let bytes = 0;
  for (const entry of [...entries].reverse()) {
    const text = JSON.stringify(entry);
    bytes += text.length;
    if (bytes > maxNewsBytes) break;
    kept.unshift(text);
  }
  return `[${kept.join(',')}]`;
}

/** Nothing, where the text is none of ours. */
function entriesOf(text: string): readonly (readonly [string, Held])[] {
  try {
    const entries = JSON.parse(text) as unknown;
    if (!Array.isArray(entries)) return [];
    return entries.filter(([url, held]) => typeof url === 'string' && typeof held?.answer?.text === 'string');
  } catch {
    return [];
  }
}
