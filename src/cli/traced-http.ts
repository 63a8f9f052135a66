/** An HTTP client that remembers what it was asked and what came, without the key. */
import type { Clock } from '../system/clock.ts';
import type { Http, HttpAnswer, HttpRequest } from '../system/http.ts';
import { UpstreamError } from '../system/upstream-error.ts';

export interface Exchange {
  /** Path and query as they went out, the key as `***`. */
  readonly target: string;
  /** When it was asked, ms since the epoch. */
  readonly at: number;
  readonly tookMs: number;
  readonly outcome:
    | { readonly ok: true; readonly answer: HttpAnswer }
    | { readonly ok: false; readonly trouble: UpstreamError };
}

export interface TracedHttp extends Http {
  /** In the order in which they ended. */
  exchanges(): readonly Exchange[];
}

export function traceHttp(http: Http, clock: Clock, key: string | undefined): TracedHttp {
  const exchanges: Exchange[] = [];
  return {
    exchanges: () => exchanges,
    async get(path, request) {
      const [at, startedAt] = [clock.now(), clock.monotonic()];
      const told = (outcome: Exchange['outcome']) =>
        exchanges.push({
          target: withoutKey(targetOf(path, request), key),
          at,
          tookMs: Math.round(clock.monotonic() - startedAt),
          outcome,
        });
      try {
        const answer = await http.get(path, request);
        told({ ok: true, answer });
        return answer;
      } catch (error) {
        if (error instanceof UpstreamError) told({ ok: false, trouble: error });
        throw error;
      }
    },
  };
}

/** The key as it is, and as it stands in a URL. */
export function withoutKey(text: string, key: string | undefined): string {
  if (key === undefined || key === '') return text;
  const spellings = new Set([
    key,
    encodeURIComponent(key),
    new URLSearchParams({ '': key }).toString().slice(1),
  ]);
  return [...spellings].reduce((rest, spelling) => rest.replaceAll(spelling, '***'), text);
}

function targetOf(path: string, { query = {} }: HttpRequest): string {
  const search = new URLSearchParams(query).toString();
  return search === '' ? path : `${path}?${search}`;
}
