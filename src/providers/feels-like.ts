/** What a temperature feels like, where a provider does not say, by one published rule; knows no provider. */
import type { WeatherValue } from '../protocol/reading.ts';

/** The chart of wind chill ends at these: https://www.weather.gov/safety/cold-wind-chill-chart (-45 °F, 60 mph). */
const coldestC = -45;
const strongestKmh = 97;
/** The wind below which chill is not defined: 3 mph, or 4.8 km/h. */
const calmKmh = 4.8;
/** The chart of the heat index ends at this: https://www.weather.gov/safety/heat-index (137 °F). */
const hottestF = 137;

/**
 * In °C, to a tenth. The rule is that of the US National Weather Service's forecast database for its apparent
 * temperature, https://graphical.weather.gov/definitions/defineApparentT.html: wind chill at 10 °C (50 °F) and below, the
 * heat index from 80 °F (26.7 °C) on, the air's own temperature between them. Undefined where the formula's wind or
 * humidity is unknown or no such thing, and beyond the published charts: there it would be a guess.
 */
export function feelsLike({
  tempC,
  windMs,
  humidityPct,
}: Pick<WeatherValue, 'tempC' | 'windMs' | 'humidityPct'>): number | undefined {
  const tempF = tempC * 1.8 + 32;
  // 10 °C and 80 °F are both in floats: 26.67 °C is below the chart's first row and 26.7 °C is in it.
  if (tempC <= 10) return toTenth(windChill(tempC, windMs));
  if (tempF >= 80) return toTenth(heatIndex(tempF, humidityPct));
  return toTenth(tempC);
}

/**
 * Environment Canada and NWS, 2001: https://www.weather.gov/media/epz/wxcalc/windChill.pdf, in °C and km/h at 10 m. In
 * calm air it is the temperature itself.
 */
function windChill(tempC: number, windMs: number | undefined): number | undefined {
  if (windMs === undefined || windMs < 0) return undefined;
  const kmh = windMs * 3.6;
  if (kmh < calmKmh) return tempC;
  if (tempC < coldestC || kmh > strongestKmh) return undefined;
  const wind = kmh ** 0.16;
  return 13.12 + 0.6215 * tempC - 11.37 * wind + 0.3965 * tempC * wind;
}

/**
 * Rothfusz's regression with its adjustments, and Steadman's simple form where the two together stay below 80 °F:
 * https://www.wpc.ncep.noaa.gov/html/heatindex_equation.shtml, in °F and percent; here from °F to °C.
 */
function heatIndex(tempF: number, humidityPct: number | undefined): number | undefined {
  if (humidityPct === undefined || humidityPct < 0 || humidityPct > 100) return undefined;
  const simple = (tempF + 61 + (tempF - 68) * 1.2 + humidityPct * 0.094) / 2;
  const mean = (simple + tempF) / 2;
  const indexF = mean < 80 ? mean : regression(tempF, humidityPct) + adjustment(tempF, humidityPct);
  return indexF > hottestF ? undefined : (indexF - 32) / 1.8;
}

function regression(t: number, r: number): number {
  return (
    -42.379 +
    2.04901523 * t +
    10.14333127 * r -
    0.22475541 * t * r -
    0.00683783 * t * t -
    0.05481717 * r * r +
    0.00122874 * t * t * r +
    0.00085282 * t * r * r -
    0.00000199 * t * t * r * r
  );
}

function adjustment(t: number, r: number): number {
  if (r < 13 && t <= 112) return -((13 - r) / 4) * Math.sqrt((17 - Math.abs(t - 95)) / 17);
  return r > 85 && t <= 87 ? ((r - 85) / 10) * ((87 - t) / 5) : 0;
}

/** Finer than what is measured would be invented; adding 0 keeps -0 out. */
function toTenth(value: number | undefined): number | undefined {
  return value === undefined || !Number.isFinite(value) ? undefined : Math.round(value * 10) / 10 + 0;
}
