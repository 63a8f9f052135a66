/** Pure: how far a price may move before another has to say so too, and what is no move but another scale. */
import type { ItemClass } from '../protocol/meta.ts';
import type { QuoteValue } from '../protocol/reading.ts';

const dayMs = 86_400_000;

/**
 * `floor` of any move that passes, `perDay` for one day and with the square root of the days between, never above `cap`.
 * Shares of the price; of a yield, points. `tolerance`: two sources that differ by no more say the same.
 */
interface JumpRule {
  readonly floor: number;
  readonly perDay: number;
  readonly cap: number;
  readonly tolerance: number;
}

/**
 * About six of a class's usual daily moves. What decided the caps: USD/MYR shown 5.8 % off (Google, 15 March 2024) must
 * not pass, however long ago the last fixing was; the worst days of indices (-22.6 %, 19 October 1987) and of coins may
 * have to wait for a second source.
 */
const rules: Readonly<Record<Exclude<ItemClass, 'weather' | 'alerts'>, JumpRule>> = {
  index: { floor: 0.02, perDay: 0.08, cap: 0.15, tolerance: 0.005 },
  share: { floor: 0.05, perDay: 0.15, cap: 0.4, tolerance: 0.01 },
  fx: { floor: 0.015, perDay: 0.035, cap: 0.05, tolerance: 0.005 },
  crypto: { floor: 0.05, perDay: 0.2, cap: 0.5, tolerance: 0.01 },
  commodity: { floor: 0.04, perDay: 0.12, cap: 0.3, tolerance: 0.01 },
  yield: { floor: 0.25, perDay: 0.5, cap: 1, tolerance: 0.1 },
};

/** Near zero, as oil was on 20 April 2020, a share of the price says nothing: it is taken of this much at least. */
const leastCommodity = 20;

/** How far a price of the class may be from one that was accepted `elapsedMs` before. */
export function jumpLimit(cls: ItemClass, elapsedMs: number): number {
  const rule = ruleOf(cls);
  if (rule === undefined) return Number.POSITIVE_INFINITY;
  const days = Math.max(0, elapsedMs) / dayMs;
  return Math.min(rule.cap, Math.max(rule.floor, rule.perDay * Math.sqrt(days)));
}

/** How far apart two prices of the class are, in the unit of its limits. */
export function distance(cls: ItemClass, price: string, from: string): number {
  const [a, b] = [Number(price), Number(from)];
  if (cls === 'yield') return Math.abs(a - b);
  const whole = cls === 'commodity' ? Math.max(Math.abs(b), leastCommodity) : Math.abs(b);
  return whole === 0 ? Number.POSITIVE_INFINITY : Math.abs(a - b) / whole;
}

/** True where two sources say the same, give or take what markets and their moments differ by. */
export function agree(cls: ItemClass, a: string, b: string): boolean {
  return distance(cls, a, b) <= (ruleOf(cls)?.tolerance ?? Number.POSITIVE_INFINITY);
}

/** Splits and reverse splits, pence for pounds, redenominations: what a share's price is divided or multiplied by at once. */
const scales = [2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 50, 100, 1_000, 10_000, 1_000_000];

/**
 * True where a share's price is in another scale than the one before: the provider's own reference has moved by the same
 * known factor, and against that reference the price is an ordinary one. A wrong price comes with its old reference, for
 * as long as that is not made of wrong prices itself. Coins, currencies and indices are not split.
 */
export function isRescaled(cls: ItemClass, next: QuoteValue, before: QuoteValue): boolean {
  if (cls !== 'share' || next.reference === undefined || before.reference === undefined) return false;
  if (next.basis !== before.basis) return false;
  const ratio = Number(next.reference) / Number(before.reference);
  const isKnown = scales.some((scale) => isNear(ratio, scale) || isNear(1 / ratio, scale));
  return isKnown && distance(cls, next.price, next.reference) <= jumpLimit(cls, 3 * dayMs);
}

/** A split's reference is the last close divided: between the two readings a day's close may lie. */
function isNear(ratio: number, scale: number): boolean {
  return ratio > scale * 0.95 && ratio < scale * 1.05;
}

/** Whether a first price is an ordinary one against the provider's own reference; undefined where it names none. */
export function fitsReference(cls: ItemClass, { price, reference }: QuoteValue): boolean | undefined {
  if (reference === undefined) return undefined;
  return distance(cls, price, reference) <= jumpLimit(cls, 3 * dayMs);
}

function ruleOf(cls: ItemClass): JumpRule | undefined {
  return cls === 'weather' || cls === 'alerts' ? undefined : rules[cls];
}
