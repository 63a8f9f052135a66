/** What a provider is handed for one try. Knows no feed and no schedule. */
import type { ProviderContext } from '../providers/provider.ts';
import type { Http } from '../system/http.ts';
import { UpstreamError } from '../system/upstream-error.ts';

/** `now` in ms since the epoch. Bugs pass through `attempt`: only trouble with the upstream can be done without. */
export function providerContext(http: Http, now: number, key: string | undefined): ProviderContext {
  return {
    http,
    now,
    ...(key === undefined ? {} : { key }),
    attempt: (work) =>
      work.catch((error: unknown) => {
        if (error instanceof UpstreamError) return undefined;
        throw error;
      }),
  };
}
