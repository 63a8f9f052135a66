/** Formats by the browser's Intl, each formatter made once when first asked for and kept. */
import { roundDecimal } from '../protocol/decimal.ts';
import { displayText } from './display-text.ts';
import { type Formats, isDayAlone, scaleOf, withMinus } from './formats.ts';

const maxMoments = 500;
// What was measured at 23:51 is told by its time at 00:20, too: by its day it would be anything up to a day old.
const acrossMidnightMs = 6 * 3_600_000;
// No code or ticker that a feed may name is longer.
const longestCode = 10;
// The most that every engine takes; protocol text can have 30.
const maxFractionDigits = 20;

/** Formats for a BCP 47 tag; one that Intl refuses is read as `plainTag` does. Make it in an idle task: the first use is slow. */
export function intlFormats(tag: string): Formats {
  // The digits of protocol texts in every language: those of Arabic take their signs to the other side of a figure.
  const locale = `${new Intl.Locale(plainTag(tag), { numberingSystem: 'latn' })}`;
  const numbers = new Map<string, Pick<Intl.NumberFormat, 'format'> | undefined>();
  let plurals: Intl.PluralRules | undefined;
  let ages: Intl.RelativeTimeFormat | undefined;
  const dates = new Map<string, Intl.DateTimeFormat>();
  const moments = new Map<string, string>();

  const print = (text: string, decimals: number, options: Intl.NumberFormatOptions): string | undefined => {
    const digits = Math.min(decimals, maxFractionDigits);
    const key = `${digits} ${Object.values(options).join()}`;
    if (!numbers.has(key)) {
      const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
      numbers.set(
        key,
        attempt(() => numberFormat(locale, { ...options, ...fraction })),
      );
    }
    // As text, since a float would invent or lose digits; the type knows numbers only until ES2023.
    const rounded = roundDecimal(text, digits);
    const formatted = numbers.get(key)?.format(rounded as unknown as number);
    // Without a sign, a hyphen is one of a currency's name: US-Dollar.
    return formatted && counted(rounded.startsWith('-') ? withMinus(formatted) : formatted);
  };
  const number = (text: string, decimals = scaleOf(text)) => print(text, decimals, {}) ?? text;
  const date = (at: number, options: Intl.DateTimeFormatOptions): string => {
    // A formatter stays in the zone in which it was made, from which a reader may travel on.
    const key = new Date(at).getTimezoneOffset() + Object.values(options).join();
    const format = dates.get(key) ?? attempt(() => new Intl.DateTimeFormat(locale, options));
    if (format === undefined) return date(at, { ...options, timeZone: 'UTC', timeZoneName: 'short' });
    dates.set(key, format);
    // What is no moment is refused.
    return attempt(() => format.format(at)) ?? '';
  };

  return {
    number,
    percent: (text, decimals, full = false) =>
      print(text, decimals, { style: 'unit', unit: 'percent', unitDisplay: full ? 'long' : 'short' }) ??
      `${number(text, decimals)}%`,
    money(text, currency, decimals = scaleOf(text), full = false) {
      const options = { style: 'currency', currency, currencyDisplay: full ? 'name' : 'symbol' } as const;
      return (
        print(text, decimals, options) ?? `${number(text, decimals)} ${displayText(currency, longestCode)}`
      );
    },
    duration: (count, unit, full = false) =>
      print(String(count), 0, { style: 'unit', unit, unitDisplay: full ? 'long' : 'short' }) ??
      `${count} ${unit}`,
    relative(count, unit) {
      const format = ages ?? new Intl.RelativeTimeFormat(locale);
      ages = format;
      // What has no age, such as a time before all times, is refused.
      // Hebrew's have the count once more behind them: `לפני שעתיים (2)` (CLDR 48).
      return counted(attempt(() => format.format(count, unit)) ?? '').replace(/ \(\d+\)$/, '');
    },
    plural(count) {
      plurals ??= new Intl.PluralRules(locale);
      return plurals.select(count);
    },
    moment(at, now, zone) {
      // What a moment is called changes with the minute at most, and each tile asks for its own several times over.
      const [minute, own] = [now, at].map((each) => Math.floor(each / 60_000));
      // Seconds are never said, but the first instant of a day stands for the day.
      const key = `${minute} ${isDayAlone(at) ? at : own} ${zone}`;
      const text = moments.get(key) ?? momentText(at, now, zone, date);
      if (moments.size >= maxMoments) moments.clear();
      moments.set(key, text);
      return text;
    },
  };
}

type PrintDate = (at: number, options: Intl.DateTimeFormatOptions) => string;

function momentText(at: number, now: number, zone: string | undefined, date: PrintDate): string {
  const inZone: Intl.DateTimeFormatOptions = isDayAlone(at)
    ? { timeZone: 'UTC' }
    : zone === undefined
      ? {}
      : { timeZone: zone };
  const day: Intl.DateTimeFormatOptions = { ...inZone, day: 'numeric', month: 'short' };
  const inYear: Intl.DateTimeFormatOptions = { ...day, year: 'numeric' };
  const isSame = (options: Intl.DateTimeFormatOptions) => date(at, options) === date(now, options);
  // The whole day first: most moments are of today, and a formatter is slow to make.
  if (isDayAlone(at) || !(isSame(inYear) || Math.abs(now - at) < acrossMidnightMs))
    return date(at, isSame({ ...inZone, year: 'numeric' }) ? day : inYear);
  // 24 hours everywhere: short, and the same beside every market.
  const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const there = date(at, { ...clock, ...inZone });
  return there === date(at, clock) ? there : date(at, { ...clock, ...inZone, timeZoneName: 'short' });
}

/** No space parts a count from what is counted in Chinese or Japanese beside words that have none either. */
function counted(text: string): string {
  return text.replace(/(\d)\s(?=[\p{sc=Han}\p{sc=Katakana}])/u, '$1');
}

/** Grouped from the first thousand on: 6.705 stands in one row with 86.512, where Spanish, Italian and Polish would part them. */
function numberFormat(locale: string, options: Intl.NumberFormatOptions): Pick<Intl.NumberFormat, 'format'> {
  const make = (own: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(locale, { useGrouping: 'always', ...own } as Intl.NumberFormatOptions);
  const format = make(options);
  const namesIn = (amount: number) => format.formatToParts(amount).filter(({ type }) => type === 'currency');
  // Asked of names alone: the first look at parts takes long, and the first drawing has many formats to make.
  if (options.currencyDisplay !== 'name' || namesIn(1).length < 2) return format;
  // Of some ICU tells the currency twice, and takes digits apart: `$1.271 ABD doları` (78.2, tr-TR, en-DE, TRY in Turkish).
  const { style: _style, ...rest } = options;
  const plain = make(rest);
  return { format: (amount: number) => `${plain.format(amount)} ${namesIn(amount).at(-1)?.value}` };
}

/** The tag where Intl takes it, else as much of its beginning as Intl takes (`en-US.UTF-8` → `en-US`), else `en`. */
export function plainTag(tag: string): string {
  const known = [tag, ...(/^(\w+)(-\w+)?/.exec(tag) ?? [])];
  return known.find((each) => attempt(() => new Intl.Locale(each))) ?? 'en';
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
