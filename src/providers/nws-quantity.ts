/** The National Weather Service's figures with their units, in ours; a unit that is not known here makes none. */
import { fieldsOf } from './fields.ts';

/** What a figure becomes: its factor and offset by unit, the part of the code after the colon. */
type Units = Readonly<Record<string, (value: number) => number>>;

const same = (value: number) => value;

/** In degrees Celsius. */
export const celsius: Units = { degC: same, degF: (value) => ((value - 32) * 5) / 9 };
/** In metres per second. */
export const metresPerSecond: Units = {
  'km_h-1': (value) => value / 3.6,
  'm_s-1': same,
  // The knot and the mile per hour are exact by definition: 1852 m and 1609.344 m in an hour.
  kt: (value) => (value * 1852) / 3600,
  'mi_h-1': (value) => (value * 1609.344) / 3600,
};
export const percent: Units = { percent: same };
export const degreesFromNorth: Units = { 'degree_(angle)': same };

// Of a quality control that failed it (X), doubts it (Q) or that a person overruled (B): MADIS's codes, as published in
// https://madis.ncep.noaa.gov/madis_sfc_qc_notes.shtml. A figure nobody vouches for is unknown.
const distrusted: ReadonlySet<unknown> = new Set(['X', 'Q', 'B']);

/** The figure of `{unitCode, value, qualityControl}`; undefined where it is null, distrusted or in an unknown unit. */
export function quantity(field: unknown, units: Units): number | undefined {
  const { unitCode, value, qualityControl } = fieldsOf(field);
  if (typeof unitCode !== 'string' || distrusted.has(qualityControl)) return undefined;
  // The prefix has been `unit:` and `wmoUnit:`.
  return converted(value, unitCode.slice(unitCode.lastIndexOf(':') + 1), units);
}

/** A period's temperature: a number with its unit beside it, or a quantity. */
export function periodTemperature(value: unknown, unit: unknown): number | undefined {
  if (typeof value !== 'number') return quantity(value, celsius);
  return unit === 'C' || unit === 'F' ? converted(value, `deg${unit}`, celsius) : undefined;
}

const windUnits: Readonly<Record<string, string>> = { mph: 'mi_h-1', 'km/h': 'km_h-1', kt: 'kt' };
const windText = /^(?:\d{1,3} to )?(\d{1,3}) (mph|km\/h|kt)$/;

/** A period's wind: `5 to 10 mph`, of which the higher counts, or a quantity with a value or a maxValue. */
export function periodWind(value: unknown): number | undefined {
  if (typeof value !== 'string') {
    const { maxValue, ...rest } = fieldsOf(value);
    return quantity(maxValue === undefined ? rest : { ...rest, value: maxValue }, metresPerSecond);
  }
  const [, speed, unit = ''] = windText.exec(value) ?? [];
  return speed === undefined ? undefined : converted(Number(speed), windUnits[unit] ?? '', metresPerSecond);
}

function converted(value: unknown, unit: string, units: Units): number | undefined {
  // JSON's 1e309 is Infinity to a parser.
  if (typeof value !== 'number' || !Number.isFinite(value) || !Object.hasOwn(units, unit)) return undefined;
  // Two decimals are finer than any station; beyond them stands the binary tail of a conversion.
  return Math.round((units[unit]?.(value) ?? Number.NaN) * 100) / 100 + 0;
}
