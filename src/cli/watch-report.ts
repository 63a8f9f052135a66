/** Pure: a watched board as a table, in the words that the strip uses. */
import type { ItemMeta } from '../protocol/meta.ts';
import { hasValue, type Reading } from '../protocol/reading.ts';
import { intlFormats } from '../view/intl-format.ts';
import { words } from '../view/languages/en.ts';
import type { Look } from '../view/quote-figures.ts';
import { quoteTile } from '../view/quote-tile.ts';
import { isStale } from '../view/staleness.ts';
import { momentOf } from '../view/state-words.ts';
import type { ViewContext } from '../view/view-context.ts';
import { weatherTile } from '../view/weather-tile.ts';
import { type Cell, type Paint, printable, type Tone, tableLines } from './table.ts';
import type { WatchedBoard } from './watched-board.ts';

const locale = 'en';
const wording = { locale, words, formats: intlFormats(locale), units: 'c' } as const;

const toneOf: Readonly<Record<Look, Tone>> = {
  live: 'good',
  closed: 'plain',
  held: 'bad',
  stale: 'bad',
  blank: 'quiet',
};

/** Every item in the board's order, below its headings. `now`: ms since the epoch by the server's clock. */
export function boardTable(board: WatchedBoard, now: number, paint: Paint): string[] {
  const headings = ['item', 'price', 'change', 'state', 'as of', 'source'];
  return tableLines(
    [
      headings.map((text, column): Cell => ({ text, tone: 'heading', ...(column === 1 ? right : {}) })),
      ...board.items().map(({ meta, reading }) => itemRow(meta, reading, board, now)),
    ],
    paint,
  );
}

/** One item's row alone, as each change is told where there is no terminal to draw on. */
export function itemLine(
  meta: ItemMeta,
  reading: Reading | undefined,
  board: WatchedBoard,
  now: number,
): string {
  const cells = itemRow(meta, reading, board, now).map((cell) =>
    typeof cell === 'string' ? cell : cell.text,
  );
  return cells.filter(Boolean).join('  ');
}

const right = { align: 'right' } as const;

function itemRow(
  meta: ItemMeta,
  reading: Reading | undefined,
  board: WatchedBoard,
  now: number,
): readonly (Cell | string)[] {
  const context: ViewContext = { ...wording, now, sources: board.sources() };
  const { figure, change, look, note } = told(meta, reading, context);
  if (reading === undefined || !hasValue(reading)) {
    return [meta.id, { text: '—', ...right }, '', { text: printable(note), tone: 'quiet' }];
  }
  const state = isStale(reading, now) ? `stale (${reading.state})` : reading.state;
  return [
    meta.id,
    { text: printable(figure), ...right },
    printable(change),
    { text: state, tone: toneOf[look] },
    context.formats.moment(momentOf(reading), now, 'UTC'),
    printable(reading.source),
  ];
}

interface Told {
  readonly figure: string;
  readonly change: string;
  readonly look: Look;
  readonly note: string;
}

function told(meta: ItemMeta, reading: Reading | undefined, context: ViewContext): Told {
  if (meta.cls === 'alerts') return toldAlerts(reading, context);
  if (meta.cls === 'weather') {
    const { temperature, look, tag, condition } = weatherTile(meta, reading, context);
    const sky = condition === undefined ? '' : context.words.conditions[condition];
    return { figure: temperature, change: sky, look, note: tag };
  }
  const { price, arrow, change, look, note } = quoteTile(meta, reading, context);
  return { figure: price, change: `${arrow} ${change}`.trim(), look, note };
}

function toldAlerts(reading: Reading | undefined, { words, now }: ViewContext): Told {
  if (reading === undefined || !hasValue(reading) || reading.value.kind !== 'alerts') {
    const note = reading !== undefined && 'reason' in reading ? words.blank[reading.reason] : words.noData;
    return { figure: '', change: '', look: 'blank', note };
  }
  const { covered, alerts } = reading.value;
  const figure = covered ? String(alerts.length) : 'not covered';
  const look = isStale(reading, now) ? 'stale' : reading.state;
  return {
    figure,
    change: alerts
      .map(({ event }) => event)
      .join(', ')
      .slice(0, 60),
    look,
    note: '',
  };
}
