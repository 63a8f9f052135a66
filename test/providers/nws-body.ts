/** Small bodies in the forms of api.weather.gov, made up; a field may be replaced to break one. */

const hourMs = 3_600_000;

type Fields = Record<string, unknown>;

export const pointBody = () => ({
  type: 'Feature',
  properties: {
    cwa: 'LWX',
    gridId: 'LWX' as unknown,
    gridX: 97 as unknown,
    gridY: 71 as unknown,
    forecastHourly: 'https://evil.test/gridpoints/LWX/1,1/forecast/hourly',
    observationStations: 'https://evil.test/stations',
    timeZone: 'America/New_York',
  },
});

export const stationsBody = (...ids: readonly unknown[]) => ({
  type: 'FeatureCollection',
  features: ids.map((stationIdentifier) => ({ properties: { stationIdentifier, name: 'x' } })),
});

/** A report at `t` (ms since the epoch) of so many degrees Celsius. */
export const reportBody = (t: number, tempC: number | null, fields: Fields = {}) => ({
  type: 'Feature',
  properties: {
    timestamp: new Date(t).toISOString().replace('.000Z', '+00:00'),
    textDescription: 'Mostly Cloudy',
    icon: 'https://api.weather.gov/icons/land/night/bkn?size=medium',
    presentWeather: [],
    temperature: measured('degC', tempC),
    windDirection: measured('degree_(angle)', 20),
    windSpeed: measured('km_h-1', 7.56),
    windGust: measured('km_h-1', null),
    relativeHumidity: measured('percent', 75.770935807607),
    windChill: measured('degC', null),
    heatIndex: measured('degC', 23.114),
    ...fields,
  } as Fields,
});

export function measured(unit: string, value: unknown): Fields {
  return { unitCode: `wmoUnit:${unit}`, value, qualityControl: value === null ? 'Z' : 'V' };
}

/** Hourly from `from` (ms since the epoch), one degree warmer each hour, wrapped at 24. */
export function hourlyBody(from: number, hours: number) {
  return {
    type: 'Feature',
    properties: {
      units: 'si',
      updateTime: '2026-11-23T09:31:12+00:00',
      periods: Array.from({ length: hours }, (_, index) => period(from + index * hourMs, index)),
    },
  };
}

function period(t: number, index: number): Fields {
  return {
    number: index + 1,
    // New York's offset in winter.
    startTime: local(t),
    endTime: local(t + hourMs),
    isDaytime: true,
    temperature: index % 24,
    temperatureUnit: 'C',
    relativeHumidity: { unitCode: 'wmoUnit:percent', value: 40 },
    windSpeed: '18 km/h',
    windDirection: 'SW',
    icon: '/icons/land/day/rain_showers,40?size=small',
    shortForecast: index === 1 ? 'Chance Rain Showers' : 'Mostly Sunny',
  };
}

function local(t: number): string {
  return `${new Date(t - 5 * hourMs).toISOString().slice(0, 19)}-05:00`;
}
