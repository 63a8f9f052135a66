/** Listens to what an upstream asks of us while a provider talks to it: when not to come again. */
import type { Http } from '../system/http.ts';
import type { UpstreamError } from '../system/upstream-error.ts';

/** Times are ms since the epoch. */
export interface Wishes {
  readonly freshUntil?: number;
  readonly quietUntil?: number;
}

export interface Listener {
  /** Does what `http` does, and listens. */
  readonly http: Http;
  hear(trouble: UpstreamError, at: number): void;
  /** Of several answers the one that lapses first counts: the HTTP client holds the others until theirs do. */
  heard(): Wishes;
}

export function listenTo(http: Http): Listener {
  let freshUntil: number | undefined;
  let quietUntil: number | undefined;
  return {
    http: {
      async get(path, request) {
        const answer = await http.get(path, request);
        if (answer.freshUntil !== undefined) freshUntil = Math.min(freshUntil ?? Infinity, answer.freshUntil);
        return answer;
      },
    },
    hear({ retryAfterMs }, at) {
      if (retryAfterMs !== undefined) quietUntil = at + retryAfterMs;
    },
    heard: () => ({
      ...(freshUntil === undefined ? {} : { freshUntil }),
      ...(quietUntil === undefined ? {} : { quietUntil }),
    }),
  };
}
