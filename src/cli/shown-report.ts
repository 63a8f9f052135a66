/** Pure: a moment of the record as a table or as JSON. */
import type { BoardSnapshot } from '../protocol/snapshot.ts';
import { aliveMs, type ShownAt } from '../worker/shown-line.ts';
import type { Paint } from './table.ts';
import { boardTable } from './watch-report.ts';
import { createWatchedBoard, tallyText } from './watched-board.ts';

/** Two lines missing: the record was not being written. */
const gapMs = 2 * aliveMs;

export function shownAsText(found: ShownAt, board: string, at: number, paint: Paint): string[] {
  const watched = createWatchedBoard();
  watched.applySnapshot(snapshotOf(found, board));
  const demo = found.demo ? ', demo data' : '';
  const title = `${board} as readers saw it at ${secondOf(at)} UTC${demo}: ${tallyText(watched.tally(at))}`;
  const gap = at - found.heardAt > gapMs ? [paint(gapWords(found), 'bad')] : [];
  return [paint(title, 'heading'), ...gap, ...boardTable(watched, at, paint)];
}

export function shownAsJson(found: ShownAt, board: string, at: number): Readonly<Record<string, unknown>> {
  const { demo, items } = snapshotOf(found, board);
  return { board, at, recordedUntil: found.heardAt, isGap: at - found.heardAt > gapMs, demo, items };
}

function snapshotOf(
  { boards, meta, sources, demo, readings, heardAt }: ShownAt,
  board: string,
): BoardSnapshot {
  const ids = boards[board] ?? [];
  return {
    board,
    builtAt: heardAt,
    demo,
    meta: ids.flatMap((id) => meta.find((one) => one.id === id) ?? []),
    sources,
    items: ids.flatMap((id) => readings.get(id) ?? []),
  };
}

function gapWords({ heardAt }: ShownAt): string {
  return `nothing was recorded after ${secondOf(heardAt)}: this is how the board stood then`;
}

/** `2026-11-23 14:03:00`. */
export function secondOf(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
