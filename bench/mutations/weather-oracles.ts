/** Of weather: what may be shown of a place, told from the bodies' own names and units, which are converted here anew. */
import { hasValue, type WeatherValue } from '../../src/protocol/reading.ts';
import { feelsLike } from '../../src/providers/feels-like.ts';
import { type JsonTree, jsonTree, numbers, texts, under } from './json-tree.ts';
import { bodiesAt, firstOf, type Oracle, type Published } from './published.ts';

type Figures = Readonly<
  Record<'tempC' | 'feelsC' | 'windMs' | 'windFromDeg' | 'humidityPct', readonly number[]>
>;
/** What was the present at some time, in our units. */
interface Moment extends Figures {
  readonly times: readonly number[];
}

const toC: Readonly<Record<string, (value: number) => number>> = {
  degC: (value) => value,
  C: (value) => value,
  degF: (value) => (value - 32) / 1.8,
  F: (value) => (value - 32) / 1.8,
};
const toMs: Readonly<Record<string, (value: number) => number>> = {
  'km_h-1': (value) => value / 3.6,
  'km/h': (value) => value / 3.6,
  'm_s-1': (value) => value,
  'mi_h-1': (value) => value * 0.44704,
  mph: (value) => value * 0.44704,
  kt: (value) => value * 0.514444,
};
const asIs = (unit: string) => ({ [unit]: (value: number) => value });

export const metnoOracle: Oracle = (published) => {
  const tree = jsonTree([...published.served.values()][0] ?? '');
  const inUnit = (name: string, unit: string) =>
    texts(tree, 'properties', 'meta', 'units', name).includes(unit) ? name : 'in another unit';
  const names = {
    tempC: inUnit('air_temperature', 'celsius'),
    windMs: inUnit('wind_speed', 'm/s'),
    windFromDeg: inUnit('wind_from_direction', 'degrees'),
    humidityPct: inUnit('relative_humidity', '%'),
  };
  const moments = under(tree, 'properties', 'timeseries', '*').map((step): Moment => {
    const of = (name: string) => numbers(step, 'data', 'instant', 'details', name);
    const { tempC, windMs, windFromDeg, humidityPct } = names;
    return {
      times: texts(step, 'time').map((text) => Date.parse(text)),
      tempC: of(tempC),
      feelsC: [],
      windMs: of(windMs),
      windFromDeg: of(windFromDeg),
      humidityPct: of(humidityPct),
    };
  });
  return judged(published, moments);
};

export const nwsOracle: Oracle = (published) => {
  const reports = bodiesAt(published.served, /\/observations\/latest /).map(reportOf);
  const periods = bodiesAt(published.served, /\/forecast\/hourly /).flatMap((body) =>
    under(jsonTree(body), 'properties', 'periods', '*').map(periodOf),
  );
  return judged(published, [...reports, ...periods]);
};

function reportOf(body: string): Moment {
  const tree = jsonTree(body);
  const of = (name: string, units: typeof toC) =>
    under(tree, 'properties', name).flatMap((each) => quantity(each, units));
  return {
    times: texts(tree, 'properties', 'timestamp').map((text) => Date.parse(text)),
    tempC: of('temperature', toC),
    feelsC: [...of('windChill', toC), ...of('heatIndex', toC)],
    windMs: of('windSpeed', toMs),
    windFromDeg: of('windDirection', asIs('degree_(angle)')),
    humidityPct: of('relativeHumidity', asIs('percent')),
  };
}

function periodOf(period: JsonTree): Moment {
  const plain = texts(period, 'temperatureUnit').flatMap((unit) =>
    numbers(period, 'temperature').flatMap((value) => toC[unit]?.(value) ?? []),
  );
  const winds = texts(period, 'windSpeed').flatMap((text) => {
    const [, speed, unit = ''] = /(\d+) (\S+)$/.exec(text) ?? [];
    return toMs[unit]?.(Number(speed)) ?? [];
  });
  const of = (name: string, units: typeof toC) =>
    under(period, name).flatMap((each) => quantity(each, units));
  return {
    times: texts(period, 'startTime').map((text) => Date.parse(text)),
    tempC: [...plain, ...of('temperature', toC)],
    feelsC: [],
    windMs: [...winds, ...of('windSpeed', toMs)],
    windFromDeg: [],
    humidityPct: of('relativeHumidity', asIs('percent')),
  };
}

function quantity(node: JsonTree, units: typeof toC): readonly number[] {
  return texts(node, 'unitCode').flatMap((code) =>
    [...numbers(node, 'value'), ...numbers(node, 'maxValue')].flatMap(
      (value) => units[code.split(':').at(-1) ?? '']?.(value) ?? [],
    ),
  );
}

function judged({ reading, before }: Published, moments: readonly Moment[]): string | undefined {
  const { value, asOf } = reading;
  if (value.kind !== 'weather') return 'no weather';
  const present = moments.filter(({ times }) => times.includes(asOf));
  const told =
    before !== undefined && hasValue(before) && before.value.kind === 'weather' ? before.value : undefined;
  const known = [...moments.flatMap(({ tempC }) => tempC), ...rangeOf(told)];
  const { feelsC, lowC, highC, tempC } = value;
  const derived = feelsLike(value);
  return firstOf(
    present.length === 0 && `the bodies say nothing of ${new Date(asOf).toISOString()}`,
    ...(['tempC', 'windMs', 'windFromDeg', 'humidityPct'] as const).map((name) => {
      const figure = value[name];
      const said = present.flatMap((moment) => moment[name]);
      return (
        figure !== undefined && !isNear(figure, said) && `${name} ${figure} is none of ${said.join(' ')}`
      );
    }),
    feelsC !== undefined &&
      feelsC !== derived &&
      !isNear(
        feelsC,
        present.flatMap((moment) => moment.feelsC),
      ) &&
      `feels like ${feelsC}, by the formula ${derived}`,
    [lowC, highC].some((each) => each !== undefined && !isNear(each, known)) &&
      `${lowC} to ${highC} is not said`,
    ((lowC ?? tempC) > tempC || (highC ?? tempC) < tempC) && `${tempC} is not within ${lowC} to ${highC}`,
  );
}

function rangeOf(value: WeatherValue | undefined): readonly number[] {
  return value === undefined ? [] : [value.tempC, value.lowC ?? value.tempC, value.highC ?? value.tempC];
}

/** Conversions are shown to two decimals. */
function isNear(figure: number, said: readonly number[]): boolean {
  return said.some((each) => Math.abs(each - figure) <= 0.0051);
}
