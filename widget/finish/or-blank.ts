/** For readings of a later version, or half broken: what cannot be told of one is told as though nothing had come. */

/**
 * Silent: a page has no part in it, and each drawing would report it anew. What stood before goes, since it would look live.
 */
export function orBlank<In, Out>(tell: (of: In | undefined) => Out, of: In | undefined): Out {
  try {
    return tell(of);
  } catch {
    return tell(undefined);
  }
}
