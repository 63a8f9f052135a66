/** GET below one base URL: 2xx or throw, the right content type, and as polite as the upstream's headers ask. */
import type { Clock } from './clock.ts';
import type { Http, HttpAnswer, HttpRequest } from './http.ts';
import { conditionalHeaders, createHttpCache, type Held, validatorsOf } from './http-cache.ts';
import { freshUntil, type Headers, retryAfterMs } from './http-freshness.ts';
import { kindOfStatus } from './http-status.ts';
import { createTransport } from './http-transport.ts';
import { UpstreamError } from './upstream-error.ts';

export interface HttpClientOptions {
  /** https, or http where `privateHosts` names its host; a path in it is kept in front of every path asked for. */
  readonly baseUrl: string;
  /** Names the software, its version and whom to write to. */
  readonly userAgent: string;
  /** Hosts that may be private: the operator has named them in config. */
  readonly privateHosts?: readonly string[];
  /** Connect, headers and body together; default 5 s. */
  readonly deadlineMs?: number;
  /** Of the decoded body; default 2 MiB. */
  readonly maxBytes?: number;
  readonly clock: Clock;
  /** Told of each request that was really made: its HTTP status, or the kind of trouble. */
  readonly onRequest?: (outcome: string) => void;
}

export interface HttpClient extends Http {
  /** Drops the bodies held: one that could not be read must not be confirmed for ever by a 304. */
  forget(): void;
  close(): void;
}

/** Throws a TypeError for a base URL that is not https and whose host is not among `privateHosts`. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { clock, onRequest } = options;
  const base = checkedBase(options);
  const cache = createHttpCache();
  const transport = createTransport({ ...options, host: base.hostname });
  /** By the monotonic clock: a wall clock that is set back must not prolong the wait. */
  let quietUntil = Number.NEGATIVE_INFINITY;

  const ask = async (url: URL, request: HttpRequest, held: Held | undefined): Promise<HttpAnswer> => {
    const response = await transport.send(url, {
      Accept: request.contentTypes.join(', '),
      ...request.headers,
      ...conditionalHeaders(held),
    });
    const headers = response.headers as Headers;
    const confirmedAt = clock.now();
    const at = { confirmedAt, freshUntil: atMost(freshUntil(headers, confirmedAt), confirmedAt, request) };
    if (response.status === 304 && held !== undefined) {
      const answer: HttpAnswer = { ...held.answer, ...at, from: 'not-modified' };
      cache.put(url.href, { ...held, answer });
      return answer;
    }
    if (response.status < 200 || response.status > 299) {
      const wait = retryAfterMs(headers, clock.now());
      if (wait !== undefined) quietUntil = clock.monotonic() + wait;
      throw statusError(response.status, base.hostname, wait);
    }
    const contentType = checkedType(headers['content-type'], request.contentTypes);
    const { status, data: text } = response;
    const answer: HttpAnswer = { status, contentType, text, ...at, from: 'network' };
    cache.put(url.href, { answer, ...validatorsOf(headers) });
    return answer;
  };

  return {
    async get(path, request) {
      const url = urlBelow(base, path, request.query);
      const held = cache.get(url.href);
      if (held !== undefined && isFresh(held.answer, clock.now())) return { ...held.answer, from: 'memory' };
      const quietMs = Math.ceil(quietUntil - clock.monotonic());
      if (quietMs > 0) throw quietError(quietMs);
      try {
        const answer = await ask(url, request, held);
        onRequest?.(answer.from === 'network' ? String(answer.status) : '304');
        return answer;
      } catch (error) {
        if (error instanceof UpstreamError) onRequest?.(String(error.status ?? error.kind));
        throw error;
      }
    },
    forget: () => cache.clear(),
    close: () => transport.close(),
  };
}

function checkedBase({ baseUrl, privateHosts = [] }: HttpClientOptions): URL {
  const base = new URL(baseUrl);
  const named = privateHosts.includes(base.hostname);
  if (base.protocol !== 'https:' && !(base.protocol === 'http:' && named)) {
    throw new TypeError(`base URL must be https, or http on a host named under privateHosts: ${base.origin}`);
  }
  return base;
}

function atMost(
  until: number | undefined,
  from: number,
  { freshForMs = Number.POSITIVE_INFINITY }: HttpRequest,
) {
  return until === undefined ? undefined : Math.min(until, from + freshForMs);
}

/** A wall clock that was set back behind the answer says nothing of its freshness. */
function isFresh({ confirmedAt, freshUntil }: HttpAnswer, now: number): boolean {
  return freshUntil !== undefined && confirmedAt <= now && now < freshUntil;
}

function quietError(retryAfterMs: number): UpstreamError {
  return new UpstreamError('throttled', 'still within the wait that the upstream asked for', {
    retryAfterMs,
  });
}

// Printable ASCII without `?`, `#`, `\` and spaces: the URL parser drops tabs and line breaks, even out of the middle of `..`.
const plainPath = /^\/(?!\/)[!"$->@-[\]-~]*$/;
// A dot segment, or what one can hide behind: encoded dots, slashes, backslashes and percent signs.
const wayOut = /\/\.{1,2}(?:\/|$)|%(?:25|2e|2f|5c)/i;

function urlBelow(base: URL, path: string, query: HttpRequest['query'] = {}): URL {
  if (!plainPath.test(path) || wayOut.test(path)) {
    throw new TypeError('a path below the base URL starts with one slash and stays below it');
  }
  const url = new URL(base.href);
  url.pathname = base.pathname.replace(/\/$/, '') + path;
  url.search = new URLSearchParams(query).toString();
  url.hash = '';
  return url;
}

function statusError(status: number, host: string, wait: number | undefined): UpstreamError {
  if (status >= 300 && status < 400 && status !== 304) {
    return new UpstreamError('blocked', `${host} answered with a redirect, which is not followed`, {
      status,
    });
  }
  return new UpstreamError(kindOfStatus(status), `${host} answered HTTP ${status}`, {
    status,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  });
}

function checkedType(header: string | undefined, allowed: readonly string[]): string {
  const type = header?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!allowed.includes(type)) {
    throw new UpstreamError(
      'shape',
      `content type ${type.slice(0, 60) || 'missing'}, not ${allowed.join(' or ')}`,
    );
  }
  return type;
}
