/** The names under which everything stands in Redis. One hash tag: in a cluster all of it lies on one node. */

export interface RedisKeys {
  readonly lease: string;
  /** Hash: fence, seq, schema. */
  readonly meta: string;
  /** Hashes by item: reading, sparkline and detail as JSON. */
  readonly state: string;
  readonly spark: string;
  readonly detail: string;
  /** Hash by item: what stands against it, as JSON. */
  readonly orders: string;
  /** Hash by item: the price that an operator agreed to, as JSON. */
  readonly accepted: string;
  /** List of the newest, each as JSON. */
  readonly corrections: string;
  /** Stream: each order as it was given. */
  readonly log: string;
  readonly channel: string;
  /** Hash of one memo, such as `feed:kraken`. */
  memo(name: string): string;
}

/** `namespace` keeps several installations in one Redis apart: lower-case words joined by hyphens. */
export function redisKeys(namespace: string): RedisKeys {
  const tag = `{${namespace}}`;
  return {
    lease: `${tag}:lease`,
    meta: `${tag}:meta`,
    state: `${tag}:state`,
    spark: `${tag}:spark`,
    detail: `${tag}:detail`,
    orders: `${tag}:orders`,
    accepted: `${tag}:accepted`,
    corrections: `${tag}:corrections`,
    log: `${tag}:ctl`,
    channel: `${tag}:ch`,
    memo: (name) => `${tag}:${name}`,
  };
}
