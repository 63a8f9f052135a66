/** What a provider is given to ask with, where texts at hand stand for the network. */
import type { ProviderContext } from '../../src/providers/provider.ts';
import type { HttpRequest } from '../../src/system/http.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';

/** `serve` is told what is asked for by path and query. Times are ms since the epoch. */
export function servedContext(
  now: number,
  serve: (key: string, path: string, request: HttpRequest) => string,
): ProviderContext {
  return {
    now,
    key: 'a-key',
    http: {
      async get(path, request) {
        const text = serve(`${path} ${JSON.stringify(request.query ?? {})}`, path, request);
        return {
          status: 200,
          contentType: '',
          text,
          confirmedAt: now,
          freshUntil: undefined,
          from: 'network',
        };
      },
    },
    attempt: (work) =>
      work.catch((error: unknown) => {
        if (error instanceof UpstreamError) return undefined;
        throw error;
      }),
  };
}
