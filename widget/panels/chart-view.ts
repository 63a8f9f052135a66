/** The day chart as elements, with what a pointer or the arrow keys read from it. */
import type { ItemMeta } from '../../src/protocol/meta.ts';
import type { QuoteValue } from '../../src/protocol/reading.ts';
import type { Sparkline } from '../../src/protocol/snapshot.ts';
import { fill } from '../../src/view/fill.ts';
import { isolatedWhole } from '../../src/view/isolated.ts';
import {
  type Chart,
  chartHeight,
  chartOf,
  chartWidth,
  nearestPoint,
  plotHeight,
  plotWidth,
  pointAt,
} from '../../src/view/panel/chart.ts';
import { clock, dayOfYear, timeOfDay, timeText } from '../../src/view/panel/local-text.ts';
import type { PanelContext } from '../../src/view/panel/panel-context.ts';
import { createWholePrices } from '../../src/view/panel/whole-prices.ts';
import { svg } from '../build.ts';
import type { PanelScope } from './panel-host.ts';
import { drawing, path } from './parts.ts';
import { type Child, h } from './tree.ts';

/** How far each key goes, in points: as on any slider, though its line runs from left to right in every page. */
const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** `lines`: the one to draw, and one of the same item whose prices are whole. */
type ChartView = (
  meta: ItemMeta,
  value: QuoteValue,
  lines: readonly (Sparkline | undefined)[],
  context: PanelContext,
) => Child;

/** Remembers what is read while the line grows. */
export function createChartView({ redraw, words }: PanelScope): ChartView {
  // By its time: the line moves on under it.
  let at: number | undefined;
  const wholePrices = createWholePrices();

  return (meta, value, lines, context) => {
    const { pointsOf, decimalsFor, priceText } = context.kit;
    const basis = Number(value.reference);
    const [own = [], whole = []] = lines.map((line) => line && pointsOf(line));
    const chart = chartOf(wholePrices(own, whole), basis);
    const points = chart?.points ?? [];
    const last = points.length - 1;
    const indexNow = () => (chart && at !== undefined ? pointAt(chart, at) : last);
    const index = indexNow();
    const point = points[index];
    if (!chart || !point) return h('p.quiet', words.noChart);
    // As text: a double holds more digits than these prices are shown with.
    const cost = (price: number) =>
      isolatedWhole(priceText(price.toFixed(decimalsFor(value.price, meta.decimals)), meta, context));
    const told = (each = last) => momentText(chart, points[each]?.t ?? 0, meta.zone, context);
    const read = [told(index), !point.isRough && cost(point.v), point.isCut && words.seam]
      .filter(Boolean)
      .join(' · ');
    const isRead = at !== undefined || points.some(({ isRough }) => isRough);
    const seen = isRead ? read : `${words.range} ${cost(chart.low)} – ${cost(chart.high)}`;
    const select = (next: number) => {
      at = points[Math.max(0, Math.min(next, last))]?.t;
      redraw();
    };
    const leave = () => {
      at = undefined;
      redraw();
    };
    // A tap is a click: it comes after the finger has left, and is none where the finger scrolled.
    const readUnder = ({ clientX, currentTarget }: MouseEvent) => {
      const { left, width } = (currentTarget as Element).getBoundingClientRect();
      select(nearestPoint(chart, ((clientX - left) / width) * chartWidth));
    };
    return h(
      'div.chart',
      {
        tabIndex: 0,
        role: 'slider',
        ariaLabel: fill(words.chart, told(0), told()),
        // In percent, so that the end stays where it is while the line grows.
        ariaValueNow: `${Math.round((index / last) * 100)}`,
        ariaValueText: seen,
        onkeydown(event: KeyboardEvent) {
          const step = steps[event.key];
          // With another key they are the browser's own, such as the way back.
          if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          // Keys may come faster than frames.
          select(indexNow() + step);
        },
        onclick: readUnder,
        onpointermove: readUnder,
        onpointerleave: leave,
        onblur: leave,
      },
      h('p.quiet', seen),
      drawing('', `0 -6 ${chartWidth} ${chartHeight}`, [
        ...axes(chart, meta, () => cost(basis), context),
        path('line', chart.line),
        path('base', at !== undefined ? `M${point.x} 0V${plotHeight}` : ''),
        path('line dot', `M${point.x} ${point.y}h0`),
      ]),
    );
  };
}

/** The time of a point within a day, where its zone is one that is known; of a line of days the day. */
function momentText(
  { isWithinDays }: Chart,
  at: number,
  zone: string | undefined,
  { formats, locale, now }: PanelContext,
): string {
  return (isWithinDays && timeOfDay(locale, at, now, zone)) || formats.moment(at, now, zone);
}

/** Hairlines and figures: prices at the end, times at the foot, the basis among them, and where another source begins. */
function axes(
  { prices, times, baseline, decimals, isByDay, points }: Chart,
  { zone }: ItemMeta,
  basis: () => string,
  { formats, locale }: PanelContext,
): Element[] {
  const rule = (className: string, y: number, text: string) => [
    path(className, `M0 ${y}H${plotWidth}`),
    label('', chartWidth, y + 4, text),
  ];
  const options = isByDay ? { ...dayOfYear, timeZone: 'UTC' } : { ...clock, timeZone: zone };
  return [
    ...prices
      // Two figures must not stand on each other.
      .filter(({ at }) => baseline === undefined || Math.abs(at - baseline) > 11)
      .flatMap(({ at, value }) => rule('rule', at, formats.number(value.toFixed(decimals)))),
    ...times
      .filter(({ at }) => at > 16 && at < plotWidth - 10)
      .map(({ at, value }) => label('time', at, plotHeight + 16, timeText(locale, value, options))),
    ...points.flatMap(({ isCut, x }) => (isCut ? path('base', `M${x} 0V${plotHeight}`) : [])),
    ...(baseline === undefined ? [] : rule('base', baseline, basis())),
  ];
}

function label(className: string, x: number, y: number, text: string): Element {
  const element = svg('text', { class: className, x: `${x}`, y: `${y}` });
  element.append(text);
  return element;
}
