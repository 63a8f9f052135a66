/** Which points of a quote's line have a price that may be told, and not only be drawn. Remembers nothing but the line's ends. */
import type { SparkPoint } from '../../protocol/sparkline.ts';

/** `isRough`: the price was rounded for drawing. */
export interface TellablePoint extends SparkPoint {
  readonly isRough?: boolean;
}

/** `own`: the strip's line; `detailed`: that of the item's detail, none where it has not come. */
export type WholePrices = (
  own: readonly SparkPoint[],
  detailed: readonly SparkPoint[],
) => readonly TellablePoint[];

/**
 * The strip's line comes rounded but for its end, and the detail's does not, so within the time of the strip's own the
 * detail's points stand in place of it. Of the others each is whole that was the line's end at some drawing.
 */
export function createWholePrices(): WholePrices {
  let ends: readonly SparkPoint[] = [];
  return (own, detailed) => {
    const [start = 0, end] = [own[0]?.t, own.at(-1)];
    if (end === undefined) return own;
    // By the price too: a line that has been corrected since has another one there.
    const isEnd = ({ t, v }: SparkPoint) => [...ends, end].some((each) => each.t === t && each.v === v);
    ends = own.filter(isEnd);
    const whole = detailed.filter(({ t }) => t >= start && t < end.t);
    const [from = Number.POSITIVE_INFINITY, to = from] = [whole[0]?.t, whole.at(-1)?.t];
    const others = own
      .filter(({ t }) => t < from || t > to)
      .map((point) => ({ ...point, isRough: !isEnd(point) }));
    return [...whole, ...others].sort((one, other) => one.t - other.t);
  };
}
