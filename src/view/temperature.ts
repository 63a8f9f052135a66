/** Temperatures as a reader of some region writes them. */
import type { FigureContext, TemperatureUnit } from './view-context.ts';

// Regions whose CLDR supplemental data (unitPreferenceData, temperature/weather) name Fahrenheit.
const fahrenheitRegions = /-(US|BS|BZ|KY|PR|PW|GU|VI|AS|MH|FM|MP|UM)\b/i;

/** `asked` is an attribute's text: `c`, `f`, or anything else for the region of the language tag. */
export function temperatureUnit(asked: string | null | undefined, locale: string): TemperatureUnit {
  if (/^[cf]$/i.test(asked ?? '')) return asked?.toLowerCase() as TemperatureUnit;
  return fahrenheitRegions.test(locale) ? 'f' : 'c';
}

/** Whole degrees with the sign and no letter, such as `14°`; undefined where it is not a number. */
export function degrees(
  celsius: number | undefined,
  { units, formats }: Pick<FigureContext, 'units' | 'formats'>,
): string | undefined {
  // So that what is no number fails, too; null would count as 0.
  if (celsius == null || !(Math.abs(celsius) <= 1000)) return undefined;
  const rounded = Math.round(units === 'f' ? celsius * 1.8 + 32 : celsius);
  return `${formats.number(String(rounded))}°`;
}
