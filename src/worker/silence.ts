/** Pure: which trouble says that an upstream does not serve at all. */
import type { UpstreamError, UpstreamErrorKind } from '../system/upstream-error.ts';

/** Whoever met one of these heard nothing of the upstream but that it does not serve. */
const speaksOfAll: ReadonlySet<UpstreamErrorKind> = new Set(['network', 'timeout', 'status', 'throttled']);

export function isSilence(error: UpstreamError): boolean {
  return speaksOfAll.has(error.kind) && !isOurRestraint(error);
}

/** Requests that we held back ourselves, for a wait, a pace or a budget, tell nothing of whether the upstream is there. */
export function isOurRestraint({ kind, status, retryAfterMs }: UpstreamError): boolean {
  if (status !== undefined) return false;
  return kind === 'blocked' || (kind === 'throttled' && retryAfterMs !== undefined);
}
