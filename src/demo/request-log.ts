/** The last requests that the demo upstream answered, so that a page can be compared with what was served. */

export interface LoggedRequest {
  /** ms since the epoch. */
  readonly at: number;
  readonly provider: string;
  readonly path: string;
  /** As asked, with keys replaced by `***`. */
  readonly query: Readonly<Record<string, string>>;
  /** 0 where the connection was cut instead of an answer. */
  readonly status: number;
  readonly userAgent: string;
  /** True where the client asked for news only (If-None-Match or If-Modified-Since). */
  readonly conditional: boolean;
  /** Symbol → headline value as printed in the answer; absent where the answer carried none or was damaged. */
  readonly served?: Readonly<Record<string, string>>;
}

export interface RequestLog {
  add(request: LoggedRequest): void;
  /** Oldest first, at most `maxLogged`; of one provider where it is named. */
  all(provider?: string): readonly LoggedRequest[];
}

export const maxLogged = 1_000;

export function createRequestLog(): RequestLog {
  const held: LoggedRequest[] = [];
  return {
    add(request) {
      held.push(request);
      if (held.length > maxLogged) held.shift();
    },
    all: (provider) =>
      provider === undefined ? [...held] : held.filter((request) => request.provider === provider),
  };
}

const secretParameters: ReadonlySet<string> = new Set(['apikey', 'api_key', 'key', 'token', 'appid']);

/** The query without its keys. */
export function redacted(query: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      secretParameters.has(name.toLowerCase()) ? '***' : value,
    ]),
  );
}
