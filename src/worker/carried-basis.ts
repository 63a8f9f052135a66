/** Pure: the basis goes on where an answer names none, since its price still belongs to the line that is drawn against it. */
import { type Draft, hasValue, quoteOf, type Reading } from '../protocol/reading.ts';

/**
 * `next` with the basis of what it follows; its change stays unknown. For want of one failed request, or with a stand-in
 * that gives a bare price, the line must neither stop nor begin anew.
 */
export function withBasis(next: Draft, before: Reading | undefined): Draft {
  const basis = before && quoteOf(before)?.basis;
  const value = quoteOf(next);
  if (basis === undefined || value === undefined || value.basis !== undefined) return next;
  return hasValue(next) ? { ...next, value: { ...value, basis } } : next;
}
