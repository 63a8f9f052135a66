/** Pure: keeps due times away from second 0 of a minute. */

/**
 * On second 0 of a minute every badly written client asks: we come two seconds later. The beat that follows a due time
 * is what asks, so the last second of a minute counts as well. In and out ms since the epoch.
 */
export function offTheMinute(at: number): number {
  return Math.ceil(at / 1_000) % 60 <= 1 ? at + 2_000 : at;
}
