/** Leaves out of a sparkline the digits that no drawing shows. */
import type { Sparkline } from '../protocol/snapshot.ts';

// The strip draws a line 14 px high: a step is a third of a pixel at most.
const steps = 42;

const known = new WeakMap<Sparkline, Sparkline>();

/**
 * The line with prices rounded to one, two or five of a power of ten, the largest that is no more than a 42nd of its range:
 * fewer digits take fewer bytes. The last one stays as it is: a reader's next points follow it, and it says on which side of
 * the basis the line ends.
 */
export function withDrawnDigits(line: Sparkline): Sparkline {
  const rounded = known.get(line) ?? round(line);
  known.set(line, rounded);
  return rounded;
}

function round(line: Sparkline): Sparkline {
  const range = Math.max(...line.v) - Math.min(...line.v);
  if (!(range > 0)) return line;
  const largest = range / steps;
  const power = Math.floor(Math.log10(largest));
  const step = ([5, 2].find((digit) => digit * 10 ** power <= largest) ?? 1) * 10 ** power;
  const last = line.v.length - 1;
  // By way of text, since a sum of steps would have digits of its own.
  const toStep = (price: number) => Number((Math.round(price / step) * step).toFixed(Math.max(-power, 0)));
  return { ...line, v: line.v.map((price, index) => (index === last ? price : toStep(price))) };
}
