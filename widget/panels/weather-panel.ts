/** A place's panel: now, warnings, hours, days, sun and wind, where the figures are from, and another place. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import { hasValue, type Reading, type WeatherValue } from '../../src/protocol/reading.ts';
import { fill } from '../../src/view/fill.ts';
import { forecastOf } from '../../src/view/panel/forecast.ts';
import { windText } from '../../src/view/panel/wind-text.ts';
import { isStale } from '../../src/view/staleness.ts';
import { forecastView, skyFacts } from './forecast-view.ts';
import { itemPanel } from './item-panel.ts';
import type { Draw, DrawContext, PanelScope } from './panel-host.ts';
import { factList, symbol } from './parts.ts';
import { createRequest, detailOf } from './requests.ts';
import { settingsLater } from './settings-later.ts';
import { button, h } from './tree.ts';
import { type WarningsKit, warningsView } from './warnings-view.ts';

export function weatherPanel(scope: PanelScope, id: ItemId): Draw {
  const { host, words, redraw } = scope;
  const request = createRequest(scope);
  const alertsId = id.replace('weather', 'alerts') as ItemId;
  const warnings = () => detailOf(request, alertsId).value?.detail;
  let warningsKit: WarningsKit | undefined;
  // Where the chunk does not come, the strip asks for it again and again, and so does the next panel.
  host.load('warnings').then(
    (chunk) => {
      warningsKit = chunk as WarningsKit;
      redraw();
    },
    () => {},
  );
  const openPlaces = () => {
    places = settingsLater(scope, (chunk) => chunk.placesSection(scope, id));
    redraw();
  };
  let places: Draw = () => [h('p', button('plain', words.otherPlace, openPlaces))];

  const draw = itemPanel(scope, request, id, ({ meta, reading, detail, context }) => {
    const value = weatherOf(reading);
    const forecast = detail?.kind === 'weather' && forecastOf(detail, context.now, meta.zone);
    const humidity = value.humidityPct?.toFixed(0);
    return [
      nowView(scope, reading, value, context),
      warningsKit && warningsView(warningsKit, host.held(alertsId)?.reading, meta.zone, warnings, context),
      factList('pairs', [
        { label: words.wind, text: windText(value, context) },
        { label: words.humidity, text: humidity ? context.formats.percent(humidity, 0) : '' },
        ...(forecast ? skyFacts(forecast, meta, context) : []),
      ]),
      forecast && h('div', ...forecastView(forecast, meta, context)),
    ];
  });
  return (context) => [...draw(context), ...places(context)];
}

function nowView(
  { prefer }: PanelScope,
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
      h('p.word', condition && conditions[condition]),
      h('p.word quiet', felt && fill(feels, felt)),
      h('p.word quiet', low && high && fill(lowHigh, low, high)),
    ),
    h('div.switch', unit('c'), unit('f')),
  );
}

function weatherOf(reading: Reading | undefined): Partial<WeatherValue> {
  return reading !== undefined && hasValue(reading) && reading.value.kind === 'weather' ? reading.value : {};
}
