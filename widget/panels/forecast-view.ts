/** Hours, days and sun of a place as elements. */
import type { ItemMeta } from '../../src/protocol/meta.ts';
import type { Condition } from '../../src/protocol/reading.ts';
import type { HourDetail } from '../../src/protocol/snapshot.ts';
import { fill } from '../../src/view/fill.ts';
import { isolated } from '../../src/view/isolated.ts';
import { own } from '../../src/view/own.ts';
import type { Fact } from '../../src/view/panel/facts.ts';
import type { Forecast, ForecastDay } from '../../src/view/panel/forecast.ts';
import { clock, hourText, timeText } from '../../src/view/panel/local-text.ts';
import { rainText } from '../../src/view/panel/wind-text.ts';
import type { DrawContext } from './panel-host.ts';
import { drawing, path, section, symbol } from './parts.ts';
import { type Child, h } from './tree.ts';

export function forecastView({ hours, days }: Forecast, { zone }: ItemMeta, context: DrawContext): Child[] {
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
export function skyFacts({ rainMm, sun }: Forecast, { zone }: ItemMeta, context: DrawContext): Fact[] {
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
  context: DrawContext,
) {
  const { locale, words } = context;
  // A voice reads a bare `05` as any other number.
  const said = [timeText(locale, t, { ...clock, timeZone }), skyOf(condition, context)];
  return h(
    'li',
    h('span.quiet', { ariaHidden: true }, hourText(locale, t, timeZone)),
    symbol(condition, isDay, context, said.filter(Boolean).join(words.comma)),
    h('b', context.kit.degrees(tempC, context)),
    h('span.wet', rainText(rainMm, context)),
  );
}

function dayView({ day, condition, rainMm, lowC, highC, from, to }: ForecastDay, context: DrawContext) {
  const [low, high] = [lowC, highC].map((each) => context.kit.degrees(each, context));
  // The bar tells a voice what both figures tell an eye by where they stand.
  const said = low && high && fill(context.words.lowHigh, isolated(low), isolated(high));
  const silent = { ariaHidden: Boolean(said) };
  const weekday = timeText(context.locale, Date.parse(day), { weekday: 'short', timeZone: 'UTC' });
  return h(
    'li',
    h('span.word', weekday),
    symbol(condition, true, context, skyOf(condition, context)),
    h('span.wet', rainText(rainMm, context)),
    // Firefox copies what stands side by side as one word.
    ' ',
    h('span.quiet', silent, low),
    drawing('bar', '0 0 100 8', [path('rule', 'M0 4H100'), path('span', `M${from} 4H${to}`)], said),
    h('b', silent, high),
  );
}

function skyOf(condition: Condition | undefined, { words }: DrawContext): string | undefined {
  return own(words.conditions, condition);
}
