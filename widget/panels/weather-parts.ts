/** The chunk of a place's own parts: now, warnings, wind, sun, hours and days. Loaded when such a panel is opened. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import { hasValue, type Reading, type WeatherValue } from '../../src/protocol/reading.ts';
import { fill } from '../../src/view/fill.ts';
import { isolated } from '../../src/view/isolated.ts';
import { own } from '../../src/view/own.ts';
import { forecastOf } from '../../src/view/panel/forecast.ts';
import { windText } from '../../src/view/panel/wind-text.ts';
import { isStale } from '../../src/view/staleness.ts';
import type { Details } from './details.ts';
import css from './forecast.css';
import { forecastView, skyFacts } from './forecast-view.ts';
import type { Shown } from './item-panel.ts';
import type { DrawContext, PanelScope } from './panel-host.ts';
import { factList, symbol } from './parts.ts';
import { createReader, type Reader } from './reader.ts';
import { told } from './told.ts';
import { button, type Child, h } from './tree.ts';
import { type WarningsKit, warningsView } from './warnings-view.ts';

/** What stands in the panel of the place `id`; `details`: the panel's own. */
export function weatherParts(
  scope: PanelScope,
  details: Details,
  id: ItemId,
): (shown: Shown) => readonly Child[] {
  const { host, words, redraw, shadow } = scope;
  const reader = createReader(scope);
  const alertsId = id.replace('weather', 'alerts') as ItemId;
  let warningsKit: WarningsKit | undefined;
  host.kit.adopt(shadow, css);
  // Where the chunk does not come, the strip asks for it again and again, and so does the next panel.
  host.load('warnings').then(
    (chunk) => {
      warningsKit = chunk as WarningsKit;
      redraw();
    },
    () => {},
  );

  return ({ meta, reading, detail, context }) => {
    const value = weatherOf(reading);
    const forecast = told(() => detail?.kind === 'weather' && forecastOf(detail, context.now, meta.zone));
    const held = host.held(alertsId)?.reading;
    const warnings = warningsKit;
    const facts = () => {
      const humidity = value.humidityPct?.toFixed(0);
      return factList('pairs', [
        { label: words.wind, text: windText(value, context) },
        { label: words.humidity, text: humidity ? context.formats.percent(humidity, 0) : '' },
        ...(forecast ? skyFacts(forecast, meta, context) : []),
      ]);
    };
    return [
      nowView(reader, reading, value, context),
      warnings &&
        told(() =>
          warningsView(scope, warnings, held, meta.zone, () => details(alertsId, context.now), context),
        ),
      told(facts),
      told(() => forecast && h('div', ...forecastView(forecast, meta, context))),
    ];
  };
}

function nowView(
  { prefer }: Reader,
  reading: Reading | undefined,
  { tempC, feelsC, lowC, highC, condition, isDay }: Partial<WeatherValue>,
  context: DrawContext,
): Node {
  const { conditions, feels, lowHigh } = context.words;
  const [temperature, felt, low, high] = [tempC, feelsC, lowC, highC].map((each) =>
    context.kit.degrees(each, context),
  );
  const unit = (units: 'c' | 'f') =>
    button('', `\u200e°${units.toUpperCase()}`, () => prefer({ units }), {
      ariaPressed: String(units === context.units),
    });
  return h(
    `div.now sky ${reading && !isStale(reading, context.now) ? '' : 'stale'}`,
    symbol(condition, isDay, context),
    h('p.big', temperature ?? '—'),
    h(
      'div.grow',
      h('p.word', own(conditions, condition)),
      h('p.word quiet', felt && fill(feels, isolated(felt))),
      h('p.word quiet', low && high && fill(lowHigh, isolated(low), isolated(high))),
    ),
    h('div.switch', unit('c'), unit('f')),
  );
}

function weatherOf(reading: Reading | undefined): Partial<WeatherValue> {
  return reading !== undefined && hasValue(reading) && reading.value?.kind === 'weather' ? reading.value : {};
}
