/** Wind and rain as readers of some region measure them. */
import type { WeatherValue } from '../../protocol/reading.ts';
import { measure } from './local-text.ts';
import type { PanelContext } from './panel-context.ts';

/**
 * `14 km/h, north-westerly`: miles an hour beside Fahrenheit and in Britain, metres a second in Japanese and Korean, as their
 * weather services tell it. '' where the speed is unknown; no direction where it is told as 0.
 */
export function windText(
  { windMs, windFromDeg = Number.NaN }: Partial<WeatherValue>,
  { locale, units, words, panel }: PanelContext,
): string {
  if (windMs === undefined) return '';
  const [amount, unit] =
    units === 'f' || /-GB\b/i.test(locale)
      ? [windMs * 2.237, 'mile-per-hour']
      : /^(ja|ko)\b/i.test(locale)
        ? [windMs, 'meter-per-second']
        : [windMs * 3.6, 'kilometer-per-hour'];
  const speed = measure(locale, amount, unit);
  // Clockwise from north, as the table has them.
  const from = Object.values(panel.windFrom)[Math.round(windFromDeg / 45) % 8];
  return from === undefined || amount < 0.5 ? speed : speed + words.comma + from;
}

/** `1.2 mm`, or inches beside Fahrenheit; '' where there is nothing to speak of. */
export function rainText(mm: number | undefined, { locale, units }: PanelContext): string {
  // Less than half a tenth is dew.
  if (mm === undefined || !(mm >= 0.05)) return '';
  // Less than half of the last digit told would be told as nothing.
  if (units === 'f' && mm / 25.4 < 0.005) return '';
  return units === 'f' ? measure(locale, mm / 25.4, 'inch', 2) : measure(locale, mm, 'millimeter', 1);
}
