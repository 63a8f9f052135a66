/** Times and measures that only a panel tells, by the browser's Intl. Never throws, whatever zone or language it is given. */

/** `options`: as Intl.DateTimeFormat takes them. '' for a moment that no clock can tell. */
export function timeText(locale: string, at: number, options: Intl.DateTimeFormatOptions): string {
  return attempt(() => new Intl.DateTimeFormat(locale, options).format(at));
}

/** Such as `14 km/h`; `unit` is one of those that ECMA-402 names. */
export function measure(locale: string, amount: number, unit: string, decimals = 0): string {
  const options = { style: 'unit', unit, maximumFractionDigits: decimals } as const;
  return attempt(() => new Intl.NumberFormat(locale, options).format(amount));
}

/** Hours and minutes as everywhere in the strip: 24 hours, short, the same beside every market. */
export const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

function attempt(print: () => string): string {
  try {
    return print();
  } catch {
    return '';
  }
}
