/** A recorded answer in the network's place: what a provider needs in order to ask for it. Knows no provider. */
import type { ProviderContext } from '../providers/provider.ts';
import type { Http } from '../system/http.ts';
import { kindOfStatus } from '../system/http-status.ts';
import { UpstreamError } from '../system/upstream-error.ts';
import type { Recording } from './recorded-manifest.ts';

/** When a served answer came: before any time that a body may name, so that a copy of it can be told. */
export const servedAt = -1;

/** Gives `text` under the rules of the HTTP client, by status, then by media type; with `only`, at that path alone. */
function servedHttp({ status, contentType }: Recording, text: string, only?: string): Http {
  return {
    async get(path, { contentTypes }) {
      if (only !== undefined && path !== only) throw new UpstreamError('not-found', 'not recorded');
      const code = status ?? 200;
      if (code < 200 || code > 299) throw new UpstreamError(kindOfStatus(code), 'refused', { status: code });
      const [mediaType = ''] = (contentType ?? contentTypes[0] ?? '').split(';');
      if (!contentTypes.includes(mediaType.trim())) throw new UpstreamError('shape', 'another media type');
      return {
        status: code,
        contentType: mediaType,
        text,
        confirmedAt: servedAt,
        freshUntil: undefined,
        from: 'network',
      };
    },
  };
}

/** The body, for a parser that no request of a provider leads to. Throws as a request would. */
export async function servedText(
  recording: Recording,
  text: string,
  contentTypes: readonly string[],
): Promise<string> {
  return (await servedHttp(recording, text).get('/', { contentTypes })).text;
}

export function contextOf(recording: Recording, text: string, only?: string): ProviderContext {
  return {
    http: servedHttp(recording, text, only),
    now: nowOf(recording),
    key: 'recorded',
    attempt: (work) =>
      work.catch((error: unknown) => {
        if (error instanceof UpstreamError) return undefined;
        throw error;
      }),
  };
}

/** The moment of the recording, ms since the epoch; the epoch itself where nobody knows it. */
export function nowOf({ recordedAt }: Recording): number {
  const at = Date.parse(recordedAt ?? '');
  return Number.isNaN(at) ? 0 : at;
}

/** The symbols that were asked for. A refusal may be recorded without them: then any will do. */
export function symbolsOf({ request }: Recording): readonly string[] {
  const asked = [request?.symbol ?? request?.pair ?? 'ANY'].flat();
  return asked.filter((symbol) => typeof symbol === 'string');
}
