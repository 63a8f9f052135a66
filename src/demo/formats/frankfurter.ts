/** Frankfurter's version 1: the ECB's rates as JSON numbers, of one day or of a range of days. */
import { currencies } from '../currencies.ts';
import { publicationDays, type Rates, ratesOn, rateText } from '../reference-rates.ts';
import { isTargetDay, newestPublishedDay, targetDayBefore } from '../target-days.ts';
import { hashText } from '../walks.ts';
import type { World } from '../world.ts';
import { type DemoAnswer, type DemoProvider, type DemoRequest, jsonAnswer, listOf } from './answer.ts';

const id = 'frankfurter';
const day = String.raw`\d{4}-\d\d-\d\d`;
// A year of days is more than anybody asks for, and little work.
const maxDaysBack = 366;

export const frankfurter: DemoProvider = {
  id,
  expects: `a currency, one of ${currencies.map(({ symbol }) => symbol).join(', ')}`,
  symbolOf: (text) => currencies.find(({ symbol }) => symbol === text)?.symbol,
  routes: [
    { path: '/v1/latest', answer: answerLatest },
    { path: '/v1/:days', answer: answerDays },
  ],
};

function answerLatest(request: DemoRequest, world: World): DemoAnswer {
  return answerDay(request, world, newestPublishedDay(request.now));
}

function answerDays(request: DemoRequest, world: World): DemoAnswer {
  const { days: asked = '' } = request.params ?? {};
  const [, start = '', end = '9999-12-31'] = new RegExp(`^(${day})\\.\\.(${day})?$`).exec(asked) ?? [];
  if (start !== '') return answerRange(request, world, start, end);
  if (!new RegExp(`^${day}$`).test(asked)) return failure(404, 'not found');
  const newest = newestPublishedDay(request.now);
  // A day without a fixing shows the one before.
  return answerDay(
    request,
    world,
    asked >= newest ? newest : isTargetDay(asked) ? asked : targetDayBefore(asked),
  );
}

function answerDay(request: DemoRequest, world: World, date: string): DemoAnswer {
  const newestDay = newestPublishedDay(request.now);
  const rates = chosen(ratesOn(date, { provider: id, newestDay, world }), request.query);
  if (rates === 'bad currency pair') return failure(422, rates);
  if (Object.keys(rates).length === 0) return failure(404, 'not found');
  return answerOf({ base: baseOf(request.query), date, rates }, rates);
}

function answerRange(request: DemoRequest, world: World, start: string, end: string): DemoAnswer {
  const newestDay = newestPublishedDay(request.now);
  const days = publicationDays(newestDay, maxDaysBack).filter((each) => each >= start && each <= end);
  const byDay: Record<string, Numbers> = {};
  // Oldest first, as published.
  for (const each of [...days].reverse()) {
    const rates = chosen(ratesOn(each, { provider: id, newestDay, world }), request.query);
    if (rates === 'bad currency pair') return failure(422, rates);
    if (Object.keys(rates).length > 0) byDay[each] = rates;
  }
  const [end_date, start_date] = [days[0], days.at(-1)];
  if (end_date === undefined || byDay[end_date] === undefined) return failure(404, 'not found');
  return answerOf({ base: baseOf(request.query), start_date, end_date, rates: byDay }, byDay[end_date]);
}

type Numbers = Readonly<Record<string, number>>;
type Query = DemoRequest['query'];

function baseOf({ base = 'EUR' }: Query): string {
  return base.toUpperCase();
}

// Of the currencies asked for those that are known, against the base asked for.
function chosen(rates: Rates, query: Query): Numbers | 'bad currency pair' {
  const base = baseOf(query);
  const all: Rates = { ...rates, EUR: '1' };
  const names = query.symbols === undefined ? Object.keys(all) : listOf(query.symbols.toUpperCase());
  if (names.length === 1 && names[0] === base) return 'bad currency pair';
  const divisor = Number(all[base]);
  const known = names.filter((name) => name !== base && Object.hasOwn(all, name)).sort();
  if (Number.isNaN(divisor)) return {};
  return Object.fromEntries(
    known.map((name) => [name, Number(base === 'EUR' ? all[name] : rateText(Number(all[name]) / divisor))]),
  );
}

function answerOf(body: object, newest: Numbers): DemoAnswer {
  const served = Object.fromEntries(
    Object.entries(newest).map(([name, rate]) => [name, JSON.stringify(rate)]),
  );
  const answer = jsonAnswer({ amount: 1, ...body }, { served });
  // The amount is a float there, and prints as one.
  const text = answer.body.replace('"amount":1,', '"amount":1.0,');
  // The service calls its answers fresh for a day; whoever sets a value by hand should not wait for that.
  const headers = { 'cache-control': 'public, max-age=5', etag: `W/"${hashText(text).toString(16)}"` };
  return { ...answer, body: text, headers: { ...answer.headers, ...headers } };
}

function failure(status: number, message: string): DemoAnswer {
  return jsonAnswer({ message }, { status });
}
