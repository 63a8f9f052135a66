/** The US Treasury's daily par yield curve: an Atom feed of one month or year, oldest day first. */
import { curveDayBefore, newestCurveDay, quotedAt } from '../us-government-days.ts';
import { hashText, priceAt } from '../walks.ts';
import type { World } from '../world.ts';
import { type Maturity, maturities } from '../yields.ts';
import { type DemoAnswer, type DemoProvider, type DemoRequest, isoSeconds } from './answer.ts';

const id = 'treasury';
const root = 'https://home.treasury.gov/resource-center/data-chart-center/interest-rates/pages/xml';
const services = 'http://schemas.microsoft.com/ado/2007/08/dataservices';
// The feed goes back to 1990; a demonstration need not.
const maxDays = 280;

export const treasury: DemoProvider = {
  id,
  expects: `a maturity, one of ${maturities.map(({ symbol }) => symbol).join(', ')}`,
  symbolOf: (text) => maturities.find(({ symbol, field }) => symbol === text || field === text)?.symbol,
  routes: [{ path: new URL(root).pathname, answer: answerFeed }],
};

function answerFeed({ query, now }: DemoRequest, world: World): DemoAnswer {
  const { data, field_tdr_date_value_month: month, field_tdr_date_value: year } = query;
  const span = /^(\d{4})(\d\d)?$/.exec(month ?? year ?? '');
  // Whatever it does not understand it answers with the page around the data.
  if (data !== 'daily_treasury_yield_curve' || span === null) return page;
  const [, yearDigits = '', monthDigits] = span;
  const prefix = monthDigits === undefined ? `${yearDigits}-` : `${yearDigits}-${monthDigits}-`;
  const newestDay = newestCurveDay(now);
  const days = daysUpTo(newestDay).filter((day) => day.startsWith(prefix));
  const curveOn = (day: string) => curveOf(day, day === newestDay, world);
  const headers = { 'content-type': 'application/xml' };
  return { status: 200, headers, body: feedOf(days, curveOn, now), ...servedOf(days, newestDay, curveOn) };
}

/** Maturity → percent as printed. */
type Curve = ReadonlyMap<Maturity, string>;

// A value set by hand stands on the newest day only: what was published before does not change.
function curveOf(day: string, isNewest: boolean, world: World): Curve {
  const at = quotedAt(day);
  return new Map(
    maturities.map((maturity) => {
      const set = isNewest ? world.override(id, maturity.symbol) : undefined;
      const percent = set === undefined ? priceAt(maturity, world.seed, at) : Number(set.value);
      return [maturity, percent.toFixed(maturity.decimals)];
    }),
  );
}

// The feed of a month gone by holds no headline.
function servedOf(days: readonly string[], newestDay: string, curveOn: (day: string) => Curve) {
  if (days.at(-1) !== newestDay) return {};
  const entries = [...curveOn(newestDay)].map(([{ symbol }, percent]) => [symbol, percent] as const);
  return { served: Object.fromEntries(entries) };
}

// Oldest first.
function daysUpTo(newestDay: string): readonly string[] {
  const days = [newestDay];
  while (days.length < maxDays) days.unshift(curveDayBefore(days[0] ?? newestDay));
  return days;
}

function feedOf(days: readonly string[], curveOn: (day: string) => Curve, now: number): string {
  const entries = days.map((day) => entryOf(day, curveOn(day), now));
  return `<?xml version="1.0" encoding="utf-8" standalone="yes" ?>
<feed xml:base="${root}" xmlns:d="${services}" xmlns:m="${services}/metadata" xmlns="http://www.w3.org/2005/Atom">
<title type="text">DailyTreasuryYieldCurveRateData</title>
<id>${root}</id>
<updated>${isoSeconds(now)}</updated>
${entries.join('\n')}
</feed>`;
}

// Each element names its namespace again, as OData's own printer does.
function entryOf(day: string, curve: Curve, now: number): string {
  const field = (name: string, type: string, text: string) =>
    `<d:${name} xmlns:d="${services}" m:type="Edm.${type}">${text}</d:${name}>`;
  const figures = [...curve].map(([maturity, percent]) => field(maturity.field, 'Double', percent));
  const longest = [...curve.values()].at(-1) ?? '';
  return `<entry>
<id>${root}?id=${hashText(day)}</id><title type="text"></title><updated>${isoSeconds(now)}</updated>
<content type="application/xml"><m:properties xmlns:m="${services}/metadata">
${[field('NEW_DATE', 'DateTime', `${day}T00:00:00`), ...figures, field('BC_30YEARDISPLAY', 'Double', longest)].join('\n')}
</m:properties></content></entry>`;
}

const page: DemoAnswer = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><html><head><title>Interest rates</title></head><body><p>No such data.</p></body></html>',
};
