/** The one class for trouble with an upstream; decisions look at its `kind`, never at its text. */

/**
 * timeout: the whole request took too long. network: no connection, reset, cut off. blocked: we refused to ask
 * (a private address, a redirect). status: an HTTP status that says no. throttled: asked too often. rejected: key,
 * rights, region or parameters. not-found: the asked thing is unknown. empty: well formed, nothing usable in it.
 * shape: not the expected structure, type, unit or content type. too-large: over the size limit.
 */
export const upstreamErrorKinds = [
  'timeout',
  'network',
  'blocked',
  'status',
  'throttled',
  'rejected',
  'not-found',
  'empty',
  'shape',
  'too-large',
] as const;
export type UpstreamErrorKind = (typeof upstreamErrorKinds)[number];

export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  readonly kind: UpstreamErrorKind;
  /** HTTP status, where there was one. */
  readonly status: number | undefined;
  /** How long the upstream asked to be left alone, in ms, at most an hour. */
  readonly retryAfterMs: number | undefined;

  /** `message` goes to logs and the status page: no key, no query string, no text of the upstream's. */
  constructor(
    kind: UpstreamErrorKind,
    message: string,
    { status, retryAfterMs }: { readonly status?: number; readonly retryAfterMs?: number } = {},
  ) {
    super(message);
    this.kind = kind;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}
