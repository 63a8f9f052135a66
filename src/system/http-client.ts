/** GET below one base URL: 2xx or throw, the right content type, and as polite as the upstream's headers ask. */
import { checkedBase, urlBelow } from './base-url.ts';
import type { Clock } from './clock.ts';
import type { Http, HttpAnswer, HttpRequest } from './http.ts';
import { conditionalHeaders, createHttpCache, type Held, isReusable, validatorsOf } from './http-cache.ts';
import { askedWaitMs, freshUntil, type Headers, maxRetryAfterMs, retryAfterMs } from './http-freshness.ts';
import { kindOfStatus } from './http-status.ts';
import { createTransport } from './http-transport.ts';
import type { Pace } from './pace.ts';
import { createSingleFlight } from './single-flight.ts';
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
  /** Of the decoded body, where a request says nothing else; default 512 KiB. */
  readonly maxBytes?: number;
  readonly clock: Clock;
  /** Told of each request that was really made: its HTTP status, or the kind of trouble, and how long it took. */
  readonly onRequest?: (outcome: string, tookMs: number) => void;
  /** Shared by all clients of one host; without it requests go at once. */
  readonly pace?: Pace;
  /** Told where `Retry-After` asks for more than the hour that is granted: for how many ms. */
  readonly onAbsurdWait?: (askedMs: number) => void;
}

export interface HttpClient extends Http {
  /** Drops the bodies held: one that could not be read must not be confirmed for ever by a 304. */
  forget(): void;
  /** What it holds, for another process, where any of it is new; see HttpCache. */
  news(): string | undefined;
  /** What another process held. */
  remember(text: string): void;
  close(): void;
}

/** Throws a TypeError for a base URL that is not https and whose host is not among `privateHosts`. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { clock, onRequest, pace, onAbsurdWait } = options;
  const base = checkedBase(options);
  const cache = createHttpCache();
  const transport = createTransport({ ...options, host: base.hostname });
  const singly = createSingleFlight<HttpAnswer>();
  /** By the monotonic clock: a wall clock that is set back must not prolong the wait. */
  let quietUntil = Number.NEGATIVE_INFINITY;

  const ask = async (url: URL, request: HttpRequest, held: Held | undefined): Promise<HttpAnswer> => {
    const wishes = {
      Accept: request.contentTypes.join(', '),
      ...request.headers,
      ...conditionalHeaders(held),
    };
    const response = await transport.send(url, wishes, request.maxBytes);
    const headers = response.headers as Headers;
    const confirmedAt = clock.now();
    const at = { confirmedAt, freshUntil: atMost(freshUntil(headers, confirmedAt), confirmedAt, request) };
    if (response.status === 304 && held !== undefined) {
      const answer: HttpAnswer = { ...held.answer, ...at, from: 'not-modified' };
      cache.put(url.href, { ...held, answer });
      return answer;
    }
    if (response.status < 200 || response.status > 299) {
      const wait = quietFor(headers);
      throw statusError(response.status, base.hostname, wait);
    }
    const contentType = checkedType(headers['content-type'], request.contentTypes);
    const { status, data: text } = response;
    const answer: HttpAnswer = { status, contentType, text, ...at, from: 'network' };
    const next: Held = { answer, ...validatorsOf(headers) };
    if (isReusable(next)) cache.put(url.href, next);
    else cache.drop(url.href);
    return answer;
  };

  const quietFor = (headers: Headers): number | undefined => {
    const at = clock.now();
    const askedMs = askedWaitMs(headers, at) ?? 0;
    if (askedMs > maxRetryAfterMs) onAbsurdWait?.(askedMs);
    const wait = retryAfterMs(headers, at);
    if (wait !== undefined) quietUntil = clock.monotonic() + wait;
    return wait;
  };

  const mustBeQuiet = (): void => {
    const quietMs = Math.ceil(quietUntil - clock.monotonic());
    if (quietMs > 0) throw quietError(quietMs);
  };

  const askInTurn = async (url: URL, request: HttpRequest): Promise<HttpAnswer> => {
    mustBeQuiet();
    if (pace !== undefined) {
      await pace.turn();
      // Whoever went before may have been told to stay away meanwhile.
      mustBeQuiet();
    }
    const askedAt = clock.monotonic();
    const told = (outcome: string) => onRequest?.(outcome, clock.monotonic() - askedAt);
    try {
      const answer = await ask(url, request, cache.get(url.href));
      told(answer.from === 'network' ? String(answer.status) : '304');
      return answer;
    } catch (error) {
      if (error instanceof UpstreamError) told(String(error.status ?? error.kind));
      throw error;
    }
  };

  return {
    async get(path, request) {
      const url = urlBelow(base, path, request.query);
      const held = cache.get(url.href);
      if (held !== undefined && isFresh(held.answer, clock.now())) return { ...held.answer, from: 'memory' };
      return singly(sameRequest(url, request), () => askInTurn(url, request));
    },
    forget: () => cache.clear(),
    news: cache.news,
    remember: cache.remember,
    close: () => transport.close(),
  };
}

/** All that decides what is asked for and how its answer is taken. */
function sameRequest({ href }: URL, { headers, contentTypes, freshForMs, maxBytes }: HttpRequest): string {
  return JSON.stringify([href, headers, contentTypes, freshForMs, maxBytes]);
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
    // It goes into logs and pages: only what looks like one is quoted.
    const quoted = /^[\w.+-]{1,30}\/[\w.+-]{1,30}$/.test(type)
      ? type
      : type === ''
        ? 'missing'
        : 'unreadable';
    throw new UpstreamError('shape', `content type ${quoted}, not ${allowed.join(' or ')}`);
  }
  return type;
}
