/** Of daily fixings and yields: what may be shown of a pair or a maturity, told from the body's days by patterns alone. */
import { localTime } from '../../src/system/zone.ts';
import { jsonTree, texts, under } from './json-tree.ts';
import { bodiesAt, canonical, firstOf, isAmong, type Oracle, type Published } from './published.ts';
import { coherent } from './quote-oracles.ts';

/** Day → currency or maturity → all figures that stand there. */
type Days = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

export const ecbOracle: Oracle = (published) =>
  judged(published, 'Europe/Berlin', ecbDays([...published.served.values()]), pairFits);

export const frankfurterOracle: Oracle = (published) => {
  const tree = jsonTree(bodiesAt(published.served, /^\/v1\//)[0] ?? '');
  if (!texts(tree, 'amount').some((text) => canonical(text) === '1e0')) return 'the amount is not one';
  if (!texts(tree, 'base').includes('EUR')) return 'the base is not the euro';
  const all = [...under(tree, 'rates'), ...under(tree, 'rates', '*')].flatMap((rates) =>
    rates.kind === 'object' ? rates.fields : [],
  );
  const days = added(
    all.flatMap(([day, rates]) =>
      rates.kind === 'object' ? rates.fields.map(([code, rate]) => [day, code, texts(rate)] as const) : [],
    ),
  );
  const single = texts(tree, 'date').flatMap((day) =>
    all.map(([code, rate]) => [day, code, texts(rate)] as const),
  );
  return judged(published, 'Europe/Berlin', new Map([...added(single), ...days]), pairFits);
};

const maturities: Readonly<Record<string, string>> = { '2Y': 'BC_2YEAR', '10Y': 'BC_10YEAR' };

export const treasuryOracle: Oracle = (published) => {
  const found = [...published.served.values()].flatMap((body) =>
    body.split(/<(?:\w+:)?entry\b/).flatMap((entry) => {
      const days = [
        ...entry.matchAll(/NEW_DATE\b(?:[^>"']|"[^"]*"|'[^']*')*>(?:<!\[CDATA\[)?\s*(\d{4}-\d\d-\d\d)/g),
      ];
      const figures = [...entry.matchAll(/(BC_\w+)(?:[^>"']|"[^"]*"|'[^']*')*>(?:<!\[CDATA\[)?([^<\]]*)/g)];
      return days.flatMap(([, day = '']) =>
        figures.map(([, name = '', text = '']) => [day, name, [text.trim()]] as const),
      );
    }),
  );
  const fits: Fits = (price, figures, symbol) => isAmong(price, figures.get(maturities[symbol] ?? '') ?? []);
  return judged(published, 'America/New_York', added(found), fits);
};

type Fits = (price: string, day: ReadonlyMap<string, readonly string[]>, symbol: string) => boolean;

function judged(
  { item, reading, series }: Published,
  zone: string,
  days: Days,
  fits: Fits,
): string | undefined {
  const { value, asOf } = reading;
  if (value.kind !== 'quote') return 'not a quote';
  const dayOf = (at: number) => localTime(at, zone).day;
  const isSaid = (price: string, day: string) => fits(price, days.get(day) ?? new Map(), item.symbol);
  const { price, reference } = value;
  const earlier = [...days.keys()].filter((day) => day < dayOf(asOf));
  const odd = series.find((point) => !isSaid(point.price, dayOf(point.t)));
  return firstOf(
    !isSaid(price, dayOf(asOf)) && `price ${price} does not stand under ${dayOf(asOf)}`,
    reference !== undefined &&
      !earlier.some((day) => isSaid(reference, day)) &&
      `reference ${reference} stands under no earlier day`,
    odd && `the line's ${odd.price} does not stand under ${dayOf(odd.t)}`,
    coherent(value),
  );
}

/** As published where it is of one euro; else the ratio of two that are, to the last digit shown. */
const pairFits: Fits = (price, rates, symbol) => {
  const [base = '', quote = ''] = symbol.split('/');
  const [below, above] = [base, quote].map((code) => (code === 'EUR' ? ['1'] : (rates.get(code) ?? [])));
  if (base === 'EUR') return isAmong(price, above ?? []);
  const half = 0.5000001 * 10 ** -(price.split('.')[1]?.length ?? 0);
  return (above ?? []).some((a) =>
    (below ?? []).some(
      (b) => Math.abs(Number(a) / Number(b) - Number(price)) <= half + 1e-12 * Number(price),
    ),
  );
};

function ecbDays(bodies: readonly string[]): Days {
  const found: [string, string, string[]][] = [];
  for (const body of bodies) {
    let days: string[] = [];
    for (const [tag] of body.matchAll(/<[^<>]*>/g)) {
      const of = (name: string) =>
        [...tag.matchAll(new RegExp(`\\b${name}\\s*=\\s*(["'])(.*?)\\1`, 'g'))].map(
          ([, , text = '']) => text,
        );
      if (of('time').length > 0) days = of('time');
      for (const day of days)
        for (const code of of('currency'))
          found.push([day.trim(), code.trim(), of('rate').map((each) => each.trim())]);
    }
  }
  return added(found);
}

function added(found: readonly (readonly [day: string, name: string, texts: readonly string[]])[]): Days {
  const days = new Map<string, Map<string, readonly string[]>>();
  for (const [day, name, all] of found) {
    const known = days.get(day) ?? new Map<string, readonly string[]>();
    days.set(day, known.set(name, [...(known.get(name) ?? []), ...all]));
  }
  return days;
}
