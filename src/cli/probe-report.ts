/** Pure: what came of a probe, as lines and as a verdict. */
import type { Delay, Value } from '../protocol/reading.ts';
import type { Answer } from '../providers/provider.ts';
import { admit } from '../worker/admission.ts';
import type { ProbeAsk } from './probe-asks.ts';
import { type Cell, type Paint, printable, tableLines } from './table.ts';
import type { Exchange } from './traced-http.ts';

/** `usable`: a value that would be shown. */
export interface ProbedItem {
  readonly usable: boolean;
  readonly row: readonly (Cell | string)[];
}

/** `now`: ms since the epoch, by which admission judges; `usualDelay`: of values that name none. */
export function probedItems(
  asks: readonly ProbeAsk[],
  answers: readonly Answer[],
  { now, usualDelay }: { readonly now: number; readonly usualDelay: Delay },
): readonly ProbedItem[] {
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  return asks.map((ask) => probedItem(ask, byId.get(ask.id), now, usualDelay));
}

function probedItem(
  { id, symbol, cls }: ProbeAsk,
  answer: Answer | undefined,
  now: number,
  usualDelay: Delay,
): ProbedItem {
  if (answer === undefined) return without(id, symbol, 'empty', 'the answer leaves it out');
  if (!answer.ok) return without(id, symbol, answer.refusal.kind, answer.refusal.message);
  const { value, asOf, delay = usualDelay, marketOpen } = answer.observation;
  const verdict = admit({ cls, value, asOf, now });
  return {
    usable: verdict.admitted,
    row: [
      id,
      printable(symbol),
      { text: headline(value), align: 'right' },
      printable(change(value)),
      `as of ${timeText(asOf)}`,
      marketOpen === false ? `${delay}, market closed` : delay,
      verdict.admitted
        ? { text: 'admitted', tone: 'good' }
        : { text: `refused by ${verdict.rule}: ${printable(verdict.objection)}`, tone: 'bad' },
    ],
  };
}

function without(id: string, symbol: string, kind: string, message: string): ProbedItem {
  const why: Cell = { text: `refused as ${kind}: ${printable(message)}`, tone: 'bad' };
  return { usable: false, row: [id, printable(symbol), { text: '–', align: 'right' }, '', '', '', why] };
}

function headline(value: Value): string {
  switch (value.kind) {
    case 'quote':
      return printable(value.price);
    case 'weather':
      return `${value.tempC} °C`;
    case 'alerts':
      return value.covered ? `${value.alerts.length} in force or to come` : 'not covered';
  }
}

function change(value: Value): string {
  if (value.kind === 'weather') return value.condition ?? '';
  if (value.kind === 'alerts')
    return value.alerts
      .map(({ event }) => event)
      .join(', ')
      .slice(0, 60);
  const { changePct, changeBp, change: amount, basis } = value;
  const figure =
    changePct !== undefined ? `${changePct} %` : changeBp !== undefined ? `${changeBp} bp` : amount;
  return figure === undefined ? 'change unknown' : `${figure} since ${basis ?? 'an unknown basis'}`;
}

/** Each request with what HTTP said of it. */
export function exchangeLines(exchanges: readonly Exchange[], paint: Paint): string[] {
  return exchanges.flatMap(({ target, tookMs, outcome }) => [
    paint(`GET ${printable(target)}`, 'heading'),
    `  ${outcome.ok ? answerText(outcome.answer) : troubleText(outcome.trouble)}, ${tookMs} ms`,
  ]);
}

function answerText({ status, contentType, text, freshUntil, from }: Ok['answer']): string {
  const fresh =
    freshUntil === undefined ? 'says nothing of how long it is fresh' : `fresh until ${timeText(freshUntil)}`;
  return `${status} ${contentType}, ${Buffer.byteLength(text)} bytes, ${fresh}${from === 'network' ? '' : `, from ${from}`}`;
}

function troubleText({ kind, message, retryAfterMs }: Failed['trouble']): string {
  const wait = retryAfterMs === undefined ? '' : `, asks to wait ${Math.ceil(retryAfterMs / 1000)} s`;
  return `${kind}: ${printable(message)}${wait}`;
}

type Ok = Extract<Exchange['outcome'], { ok: true }>;
type Failed = Extract<Exchange['outcome'], { ok: false }>;

export function itemLines(items: readonly ProbedItem[], paint: Paint): string[] {
  return [
    paint(`Readings (${items.filter(({ usable }) => usable).length} of ${items.length} usable)`, 'heading'),
    ...tableLines(
      items.map(({ row }) => row),
      paint,
    ),
  ];
}

/** UTC to the second; a moment that is none says so. */
function timeText(at: number): string {
  return Math.abs(at) <= 8.64e15 ? new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z') : 'no moment';
}
