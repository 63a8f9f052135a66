/** Hours, days and sun of a place as elements. */
import type { ItemMeta } from '../../src/protocol/meta.ts';
import type { Condition } from '../../src/protocol/reading.ts';
import type { HourDetail } from '../../src/protocol/snapshot.ts';
import type { Fact } from '../../src/view/panel/facts.ts';
import type { Forecast, ForecastDay } from '../../src/view/panel/forecast.ts';
import { clock, timeText } from '../../src/view/panel/local-text.ts';
import type { PanelContext } from '../../src/view/panel/panel-context.ts';
import { rainText } from '../../src/view/panel/wind-text.ts';
import { degrees } from '../../src/view/temperature.ts';
import { svg } from '../build.ts';
import { section, symbol } from './parts.ts';
import { type Child, h } from './tree.ts';

export function forecastView({ hours, days }: Forecast, { zone }: ItemMeta, context: PanelContext): Child[] {
  const { panel } = context;
  return [
    hours.length > 0 &&
      section(
        panel.hours,
        h(
          'ol.hours',
          { tabIndex: 0, ariaLabel: panel.hours },
          ...hours.map((hour) => hourView(hour, zone, context)),
        ),
      ),
    days.length > 0 && section(panel.days, h('ol', ...days.map((day) => dayView(day, context)))),
  ];
}

/** Rain of the hours shown, and today's sun by the place's own clock. */
export function skyFacts({ rainMm, sun }: Forecast, { zone }: ItemMeta, context: PanelContext): Fact[] {
  const { panel, locale } = context;
  const told = (label: string, at: number | undefined, isNever: boolean, never: string) => ({
    label,
    text: isNever ? never : at ? timeText(locale, at, { ...clock, timeZone: zone }) : '',
  });
  return [
    { label: panel.rain, text: rainText(rainMm, context) },
    told(panel.sunrise, sun.sunrise, sun.polar === 'night', panel.polarNight),
    told(panel.sunset, sun.sunset, sun.polar === 'day', panel.polarDay),
  ];
}

function hourView(
  { t, tempC, condition, isDay, rainMm }: HourDetail,
  timeZone: string | undefined,
  context: PanelContext,
) {
  return h(
    'li',
    h('span.quiet', timeText(context.locale, t, { hour: '2-digit', hourCycle: 'h23', timeZone })),
    ...sky(condition, isDay, context),
    h('b', degrees(tempC, context)),
    h('span.wet', rainText(rainMm, context)),
  );
}

function dayView({ day, condition, rainMm, lowC, highC, from, to }: ForecastDay, context: PanelContext) {
  const weekday = timeText(context.locale, Date.parse(day), { weekday: 'short', timeZone: 'UTC' });
  return h(
    'li',
    h('b.word', weekday),
    ...sky(condition, true, context),
    h('span.wet', rainText(rainMm, context)),
    h('span.quiet', degrees(lowC, context)),
    svg('svg', { class: 'bar', 'aria-hidden': 'true' }, [svg('path', { d: `M${from} 4H${to}` })]),
    h('b', degrees(highC, context)),
  );
}

/** A symbol for the eye and its word for the ear. */
function sky(condition: Condition | undefined, isDay: boolean | undefined, { words }: PanelContext): Child[] {
  return [symbol(condition, isDay), h('span.sr', condition && words.conditions[condition])];
}
