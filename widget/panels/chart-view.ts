/** The day chart as elements, with what a pointer or the arrow keys read from it. */
import type { ItemMeta } from '../../src/protocol/meta.ts';
import type { QuoteValue } from '../../src/protocol/reading.ts';
import type { Sparkline } from '../../src/protocol/snapshot.ts';
import { fill } from '../../src/view/fill.ts';
import {
  type Chart,
  chartHeight,
  chartOf,
  chartWidth,
  nearestPoint,
  plotHeight,
  plotWidth,
} from '../../src/view/panel/chart.ts';
import { clock, timeText } from '../../src/view/panel/local-text.ts';
import type { PanelContext } from '../../src/view/panel/panel-context.ts';
import { svg } from '../build.ts';
import type { PanelScope } from './panel-host.ts';
import { drawing, path } from './parts.ts';
import { type Child, h } from './tree.ts';

type ChartView = (
  meta: ItemMeta,
  value: QuoteValue,
  line: Sparkline | undefined,
  context: PanelContext,
) => Child;

/** Remembers what is read while the line grows. */
export function createChartView({ redraw, words }: PanelScope): ChartView {
  let at = Number.NaN;

  return (meta, value, line, context) => {
    const { pointsOf, decimalsFor, priceText } = context.kit;
    const basis = Number(value.reference);
    const chart = line && chartOf(pointsOf(line), basis);
    const points = chart?.points ?? [];
    const last = points.length - 1;
    const index = Math.min(at >= 0 ? at : last, last);
    const point = points[index];
    if (!chart || !point) return h('p.quiet', words.noChart);
    // As text: a double holds more digits than these prices are shown with.
    const cost = (price: number) =>
      priceText(price.toFixed(decimalsFor(value.price, meta.decimals)), meta, context);
    const told = (each = last) => context.formats.moment(points[each]?.t ?? 0, context.now, meta.zone);
    const read = [told(index), cost(point.v), point.isCut && words.seam].filter(Boolean).join(' · ');
    const select = (next: number) => {
      at = next < 0 ? 0 : next;
      redraw();
    };
    const keys: Readonly<Record<string, number>> = {
      ArrowLeft: index - 1,
      ArrowRight: index + 1,
      Home: 0,
      End: last,
    };
    return h(
      'div.chart',
      {
        tabIndex: 0,
        role: 'slider',
        ariaLabel: fill(words.chart, told(0), told()),
        ariaValueMax: `${last}`,
        ariaValueNow: `${index}`,
        ariaValueText: read,
        onkeydown(event: KeyboardEvent) {
          const next = keys[event.key];
          if (next === undefined) return;
          event.preventDefault();
          select(next);
        },
        onpointermove({ clientX, currentTarget }: PointerEvent) {
          const { left, width } = (currentTarget as Element).getBoundingClientRect();
          select(nearestPoint(chart, ((clientX - left) / width) * chartWidth));
        },
        onpointerleave: () => select(Number.NaN),
      },
      h('p.quiet', at >= 0 ? read : `${words.range} ${cost(chart.low)} – ${cost(chart.high)}`),
      drawing('', `0 -6 ${chartWidth} ${chartHeight}`, [
        ...axes(chart, meta, () => cost(basis), context),
        path('line', chart.line),
        path('base', at >= 0 ? `M${point.x} 0V${plotHeight}` : ''),
        path('line dot', `M${point.x} ${point.y}h0`),
      ]),
    );
  };
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
  const options = isByDay
    ? ({ day: 'numeric', month: 'short', timeZone: 'UTC' } as const)
    : { ...clock, timeZone: zone };
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
