/** One run of `masthead watch`: when it ends, with what verdict, and what is printed meanwhile. */
import type { ItemId } from '../protocol/item-id.ts';
import type { Clock } from '../system/clock.ts';
import { createBoardLink } from './board-link.ts';
import type { CommandContext } from './command.ts';
import { painter } from './table.ts';
import { boardTable, itemLine } from './watch-report.ts';
import { createWatchedBoard, tallyText } from './watched-board.ts';

export interface WatchOptions {
  readonly url: URL;
  readonly board: string;
  readonly origin: string | undefined;
  /** Ends with the first look. */
  readonly once: boolean;
  readonly forMs: number | undefined;
  readonly expectLive: number | undefined;
  readonly clock: Clock;
}

type Ending = 'looked' | 'as expected' | 'time is up' | 'stopped' | 'refused';

const onceWithinMs = 10_000;
/** Home, and clear what is below: the table is drawn over the last one. */
const clearScreen = '\u001B[H\u001B[J';

/** The exit code. Rejects with an UpstreamError where the board cannot be had over HTTP. */
export async function watchBoard(
  options: WatchOptions,
  { print, stopped, terminal }: Pick<CommandContext, 'print' | 'stopped' | 'terminal'>,
): Promise<number> {
  const { url, board, clock, once, expectLive } = options;
  const watched = createWatchedBoard();
  const paint = painter(terminal === 'colour');
  const redraws = terminal !== 'none' && !once;
  let wasLive = false;
  let end: (ending: Ending) => void = () => {};
  const ended = new Promise<Ending>((resolve) => {
    end = resolve;
  });

  const isAsExpected = () => expectLive === undefined || watched.tally(link.now()).live >= expectLive;
  const title = () => {
    const demo = watched.isDemo() ? ', demo data' : '';
    return `${board} at ${url.href}${demo}: ${tallyText(watched.tally(link.now()))}`;
  };
  const draw = () => {
    const lines = [paint(title(), 'heading'), ...boardTable(watched, link.now(), paint)];
    print(`${redraws ? clearScreen : ''}${lines.join('\n')}`);
  };
  const tell = (ids: readonly ItemId[]) => {
    if (redraws) return draw();
    const changed = new Set(ids);
    for (const { meta, reading } of watched.items()) {
      if (changed.has(meta.id)) print(itemLine(meta, reading, watched, link.now()));
    }
  };
  const judge = () => {
    if (wasLive && once) end('looked');
    else if (wasLive && expectLive !== undefined && isAsExpected()) end('as expected');
  };
  const link = createBoardLink({
    ...options,
    into: watched,
    onLive() {
      wasLive = true;
      judge();
    },
    onChange(ids) {
      if (wasLive) tell(ids);
      judge();
    },
    onTrouble(text, isFinal) {
      print(paint(text, 'bad'));
      if (isFinal) end('refused');
    },
  });

  const withinMs = options.forMs ?? (once ? onceWithinMs : undefined);
  const cancels = [
    ...(withinMs === undefined ? [] : [clock.after(withinMs, () => end('time is up'))]),
    // Values turn stale by the clock alone.
    ...(redraws ? [clock.every(1_000, draw)] : []),
  ];
  if (stopped.aborted) end('stopped');
  stopped.addEventListener('abort', () => end('stopped'), { once: true });
  try {
    await link.open();
    if (!once) draw();
    const ending = await ended;
    if (once) draw();
    const reason = objection(ending, { wasLive, expectLive, isAsExpected: isAsExpected(), tally: title() });
    if (reason !== undefined) print(paint(reason, 'bad'));
    return reason === undefined ? 0 : 1;
  } finally {
    for (const cancel of cancels) cancel();
    link.close();
  }
}

interface Outcome {
  readonly wasLive: boolean;
  readonly expectLive: number | undefined;
  readonly isAsExpected: boolean;
  readonly tally: string;
}

/** Why the run counts as failed; undefined where it does not. */
function objection(
  ending: Ending,
  { wasLive, expectLive, isAsExpected, tally }: Outcome,
): string | undefined {
  if (ending === 'refused') return 'the server does not want this client back';
  if (!wasLive && ending !== 'stopped') return 'no board came over the socket in time';
  if (expectLive !== undefined && !isAsExpected) return `expected ${expectLive} live items; ${tally}`;
  return undefined;
}
