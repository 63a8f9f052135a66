/** Leaves out of a sparkline the digits that no drawing shows. */
import type { Sparkline } from '../protocol/snapshot.ts';

// The strip draws a line 14 px high: a step is a quarter of a pixel at most.
const steps = 50;

const known = new WeakMap<Sparkline, Sparkline>();

/**
 * The line with prices rounded to a power of ten that is no more than a fiftieth of its range. The last one stays as
 * it is: a reader's next points follow it, and it says on which side of the basis the line ends.
 */
export function withDrawnDigits(line: Sparkline): Sparkline {
  const rounded = known.get(line) ?? round(line);
  known.set(line, rounded);
  return rounded;
}

function round(line: Sparkline): Sparkline {
  const range = Math.max(...line.v) - Math.min(...line.v);
  if (!(range > 0)) return line;
  const decimals = Math.ceil(Math.log10(steps / range));
  const step = 10 ** -decimals;
  const last = line.v.length - 1;
  // By way of text, since a sum of steps would have digits of its own.
  const toStep = (price: number) => Number((Math.round(price / step) * step).toFixed(Math.max(decimals, 0)));
  return { ...line, v: line.v.map((price, index) => (index === last ? price : toStep(price))) };
}
