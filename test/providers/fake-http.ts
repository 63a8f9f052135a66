/** A network that holds one answer for each path, and remembers what it was asked. */
import type { ProviderContext } from '../../src/providers/provider.ts';
import type { HttpRequest } from '../../src/system/http.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';

export interface Asked extends HttpRequest {
  readonly path: string;
}

export type Body = string | UpstreamError | ((request: HttpRequest) => string);

export interface FakeNetwork {
  readonly context: ProviderContext;
  readonly asked: readonly Asked[];
}

export const noon = Date.UTC(2026, 10, 23, 12, 0, 0);
/** When a fake answer came: a little before `noon`, so that the two cannot be taken for one another. */
export const confirmedAt = noon - 700;

/** A path that is not among `bodies` is not found, and an UpstreamError there is thrown. */
export function fakeNetwork(
  bodies: Readonly<Record<string, Body>>,
  { now = noon, key = 'secret' }: { readonly now?: number; readonly key?: string | undefined } = {},
): FakeNetwork {
  const asked: Asked[] = [];
  const context: ProviderContext = {
    now,
    key,
    http: {
      async get(path, request) {
        asked.push({ path, ...request });
        const body = bodies[path] ?? new UpstreamError('not-found', 'nothing there');
        if (body instanceof UpstreamError) throw body;
        const text = typeof body === 'string' ? body : body(request);
        const contentType = request.contentTypes[0] ?? '';
        return { status: 200, contentType, text, confirmedAt, freshUntil: undefined, from: 'network' };
      },
    },
    attempt: (work) =>
      work.catch((error: unknown) => {
        if (error instanceof UpstreamError) return undefined;
        throw error;
      }),
  };
  return { context, asked };
}

/** A network that gives the same body whatever the path. */
export function sameEverywhere(text: string): ProviderContext {
  const { context } = fakeNetwork({});
  const get: ProviderContext['http']['get'] = async (_path, { contentTypes }) => ({
    status: 200,
    contentType: contentTypes[0] ?? '',
    text,
    confirmedAt,
    freshUntil: undefined,
    from: 'network',
  });
  return { ...context, http: { get } };
}
