/** What a provider may do on the network: GET a path below its own base URL. See http-client.ts for the rules it obeys. */

export interface HttpRequest {
  /** Added to the URL, in this order; values are encoded here. */
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Media types the body may have, such as `application/json`; anything else is an UpstreamError of kind `shape`. */
  readonly contentTypes: readonly string[];
  /** Asked again, conditionally, after this many ms although the upstream calls its answer fresh for longer. */
  readonly freshForMs?: number;
  /** Of the decoded body, where it may be larger than most; beyond it an UpstreamError of kind `too-large`. Default 512 KiB. */
  readonly maxBytes?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  /** The decoded body; after a 304, or while the last answer is fresh, the body held from before. */
  readonly text: string;
  /** When the upstream last said this, ms since the epoch by our clock: a 304 counts, our own memory does not. */
  readonly confirmedAt: number;
  /** Until when the upstream asks not to be asked again (`Expires`, `Cache-Control: max-age`), by our clock. */
  readonly freshUntil: number | undefined;
  /** `network`: a new body came; `not-modified`: a 304; `memory`: still fresh, no request was made. */
  readonly from: 'network' | 'not-modified' | 'memory';
}

export interface Http {
  /**
   * Throws an UpstreamError for anything but a usable 2xx body. `path` starts with one `/`; anything else is a
   * TypeError, so that no URL out of an answer can lead elsewhere.
   */
  get(path: string, request: HttpRequest): Promise<HttpAnswer>;
}
