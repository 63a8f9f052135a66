/** What an HTTP status that is no success says of the trouble; knows no body and no provider. */
import type { UpstreamErrorKind } from './upstream-error.ts';

/** Statuses whose meaning is plainer than "no": the rest, 5xx among them, stay `status`. */
const kinds: ReadonlyMap<number, UpstreamErrorKind> = new Map([
  [400, 'rejected'],
  [401, 'rejected'],
  // MET Norway: no identity, or coordinates with more than four decimals.
  [403, 'rejected'],
  [404, 'not-found'],
  // MET Norway: a place outside the product's area.
  [422, 'rejected'],
  [429, 'throttled'],
  // A region block, permanent for the host that asks.
  [451, 'rejected'],
]);

/** The kind of trouble for a status outside 2xx; Twelve Data's error bodies carry such a status as their `code`. */
export function kindOfStatus(status: number): UpstreamErrorKind {
  return kinds.get(status) ?? 'status';
}
