/** A station's latest report of the National Weather Service's, and whether it is still the present. Knows no station. */
import { z } from 'zod';
import type { WeatherValue } from '../protocol/reading.ts';
import { jsonBody } from './body.ts';
import type { Fields } from './fields.ts';
import { celsius, degreesFromNorth, metresPerSecond, percent, quantity } from './nws-quantity.ts';
import { skyOfIcon, skyOfPresent, skyOfText } from './nws-sky.ts';

/** A report that tells a temperature; other figures are absent where unknown. */
export interface Report {
  /** ms since the epoch. */
  readonly t: number;
  readonly value: WeatherValue;
}

/** Stations report once an hour and up to twenty minutes late; an older report is no longer the present. */
const oldestReportMs = 90 * 60_000;

const body = z.looseObject({
  properties: z.looseObject({ timestamp: z.iso.datetime({ offset: true }) }),
});

/** Undefined where the report tells no temperature. Throws an UpstreamError of kind `shape` for another structure. */
export function parseReport(text: string): Report | undefined {
  const { properties } = jsonBody(text, body);
  const tempC = quantity(properties.temperature, celsius);
  if (tempC === undefined) return undefined;
  return {
    t: Date.parse(properties.timestamp),
    value: { kind: 'weather', tempC, ...figuresOf(properties), ...skyOf(properties) },
  };
}

/** A report from the future is one of a wrong clock. */
export function isPresent({ t }: Report, now: number): boolean {
  return t <= now && now - t <= oldestReportMs;
}

function figuresOf(fields: Fields): Partial<WeatherValue> {
  const feelsC = quantity(fields.windChill, celsius) ?? quantity(fields.heatIndex, celsius);
  const windMs = quantity(fields.windSpeed, metresPerSecond);
  const windFromDeg = quantity(fields.windDirection, degreesFromNorth);
  const humidityPct = quantity(fields.relativeHumidity, percent);
  return {
    ...(feelsC !== undefined && { feelsC }),
    ...(windMs !== undefined && { windMs }),
    ...(windFromDeg !== undefined && { windFromDeg }),
    ...(humidityPct !== undefined && { humidityPct }),
  };
}

/** Of day and night only the icon tells. */
function skyOf({ textDescription, presentWeather, icon }: Fields): Partial<WeatherValue> {
  const shown = skyOfIcon(icon);
  const condition = skyOfText(textDescription) ?? skyOfPresent(presentWeather) ?? shown.condition;
  return { ...(condition && { condition }), ...(shown.isDay !== undefined && { isDay: shown.isDay }) };
}
