/** Times and measures that only a panel tells, by the browser's Intl. Never throws, whatever zone or language it is given. */

// As in the strip.
const digits = { numberingSystem: 'latn' } as const;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** `options`: as Intl.DateTimeFormat takes them. '' for a moment that no clock can tell. */
export function timeText(locale: string, at: number, options: Intl.DateTimeFormatOptions): string {
  return attempt(() => {
    // A panel tells the same few kinds of times each second, and a formatter is slow to make.
    // It stays in the zone in which it was made, from which a reader may travel on.
    const key = JSON.stringify([locale, options, new Date(at).getTimezoneOffset()]);
    const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(locale, { ...digits, ...options });
    formatters.set(key, formatter);
    return formatter.format(at);
  });
}

/** Such as `14 km/h`; `unit` is one of those that ECMA-402 names. */
export function measure(locale: string, amount: number, unit: string, decimals = 0): string {
  const options = { ...digits, style: 'unit', unit, maximumFractionDigits: decimals } as const;
  return attempt(() => new Intl.NumberFormat(locale, options).format(amount));
}

/** Hours and minutes as everywhere in the strip: 24 hours, short, the same beside every market. */
export const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** A day without its year, beside which only the last few or the next few are told. */
export const dayOfYear = { day: 'numeric', month: 'short' } as const;

/** An hour's beginning: its minutes only where they are not :00, as in zones half an hour off. */
export function hourText(locale: string, at: number, timeZone: string | undefined): string {
  const isWhole = timeText('en', at, { minute: 'numeric', timeZone }) === '0';
  return timeText(
    locale,
    at,
    isWhole ? { hour: '2-digit', hourCycle: 'h23', timeZone } : { ...clock, timeZone },
  );
}

/** True where the zone's clock is not the reader's at that moment: it has to be named. */
export function isElsewhere(locale: string, at: number, timeZone: string | undefined): boolean {
  return timeText(locale, at, clock) !== timeText(locale, at, { ...clock, timeZone });
}

/** The time of a moment, after its day where that is another than `now`'s; the zone is named where the reader's clock differs. */
export function timeOfDay(locale: string, at: number, now: number, timeZone: string | undefined): string {
  const dayOf = (moment: number) => timeText(locale, moment, { ...dayOfYear, timeZone });
  return timeText(locale, at, {
    ...clock,
    ...(dayOf(at) !== dayOf(now) && dayOfYear),
    ...(isElsewhere(locale, at, timeZone) && { timeZoneName: 'short' }),
    timeZone,
  });
}

function attempt(print: () => string): string {
  try {
    return print();
  } catch {
    return '';
  }
}
