/** Pure: whether a quote's price, reference and change tell one story: sign, arrow, colour and line are drawn from all of them. */
import type { QuoteValue } from '../protocol/reading.ts';

/** Of the price: feeds round, and some work a change out a moment after the price. */
const moveTolerance = 1e-4;
/** Percentage points, and a share of the percentage: what is beyond is another day's figure, or in another unit. */
const pctTolerance = { points: 0.1, share: 0.02 } as const;
/** Of the price: a feed that says zero, and two decimals of it, may mean half a hundredth of a percent. */
const flatTolerance = 5e-5;
const bpTolerance = 0.1;

/** What contradicts what, in words; undefined where nothing does. All figures must be decimal text. */
export function contradictionIn(value: QuoteValue): string | undefined {
  const [price, reference, change, pct, bp] = [
    value.price,
    value.reference,
    value.change,
    value.changePct,
    value.changeBp,
  ].map((text) => (text === undefined ? undefined : Number(text)));
  if (price === undefined) return undefined;
  if ([change, pct, bp].some(isKnown) && value.basis === undefined) return 'a change without its basis';
  if (reference !== undefined && change === undefined) return 'a reference without the change from it';
  const moved = reference === undefined ? change : price - reference;
  const from = reference ?? (change === undefined ? undefined : price - change);
  if (haveTwoSigns([moved, change, pct, bp])) return 'its change has two signs';
  if (moved === undefined || from === undefined) return undefined;
  const scale = Math.max(Math.abs(price), Math.abs(from));
  const isOther = (figure: number | undefined, expected: number, tolerance: number) =>
    figure !== undefined && Math.abs(figure - expected) > (figure === 0 ? flatTolerance * scale : tolerance);
  if (isOther(change, moved, stepOf(value.change) + moveTolerance * scale))
    return 'its change is not that from its reference to its price';
  if (isOther(bp, 100 * moved, bpTolerance)) return 'its basis points are not those of its change';
  if (pct === undefined) return undefined;
  const expected = (100 * moved) / from;
  const printed = (100 * (stepOf(value.price) + stepOf(value.reference))) / from;
  const loose = pctTolerance.points + Math.abs(expected) * pctTolerance.share + printed;
  const isFar = Math.abs(pct - expected) > (pct === 0 ? 100 * flatTolerance : loose);
  return from <= 0 || isFar ? 'its percentage is not that of its change' : undefined;
}

function isKnown(figure: number | undefined): boolean {
  return figure !== undefined;
}

function haveTwoSigns(moves: readonly (number | undefined)[]): boolean {
  return moves.some((move = 0) => move > 0) && moves.some((move = 0) => move < 0);
}

/** One in the last decimal that is printed: a coin of a millionth of a dollar may show no more than that. */
function stepOf(text: string | undefined): number {
  return text === undefined ? 0 : 10 ** -(text.split('.')[1]?.length ?? 0);
}
