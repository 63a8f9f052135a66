/** Coordinates as weather services take them. Knows no provider. */

/**
 * Degrees with at most four decimals and no zeros at the end: more are refused or redirected, and equal places must be
 * equal URLs to share one answer.
 */
export function degrees(value: number): string {
  return String(Number(value.toFixed(4)));
}
