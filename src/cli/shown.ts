/** `masthead shown`: what readers saw on a board at a moment that is over, out of the record that workers keep. */
import { systemClock } from '../system/clock.ts';
import { createLineFolder, type LineFolder } from '../system/line-folder.ts';
import { type ShownAt, shownAt, shownFileHour } from '../worker/shown-line.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';
import { readOptions } from './options.ts';
import { pastMoment } from './past-moment.ts';
import { secondOf, shownAsJson, shownAsText } from './shown-report.ts';
import { painter } from './table.ts';

export const shown: Command = {
  name: 'shown',
  summary: 'print a board as readers saw it at a moment that is over',
  help: `Usage: masthead shown --at <time> [--board <name>] [--dir <folder>] [--json]

Prints each item's price, change, state, time and source as readers saw them at that moment, in the words of the strip,
from the files that workers write where MASTHEAD_DATA_DIR is set; times are UTC. A reader's screen may have been a
second behind. Says where the record has a gap.

Options:
  --at <time>            14:03 or 14:03:30 (UTC, the last one), or 2026-11-23T14:03Z; needed
  --board <name>         the board (front)
  --dir <folder>         where the files are (MASTHEAD_DATA_DIR)
  --json                 the same as one JSON document, with whole readings; times are ms since the epoch

Exit codes: 0 printed, 1 the record does not know, with the reason, 2 wrong usage.`,
  async run({ args, variables, print, terminal }) {
    const { flags, values, positionals } = readOptions('shown', args, {
      at: 'value',
      board: 'value',
      dir: 'value',
      json: 'flag',
    });
    if (positionals.length > 0)
      throw new UsageError(`shown takes no arguments, got ${positionals.join(' ')}`);
    const text = values.get('at');
    if (text === undefined) throw new UsageError('shown needs --at');
    const at = pastMoment(text, systemClock.now(), '--at');
    const board = values.get('board') ?? 'front';
    const folder = createLineFolder(folderOf(values.get('dir'), variables));
    const found = await newestBefore(folder, at);
    if (found === undefined) return told(print, await noRecordWords(folder, at));
    if (found.boards[board] === undefined) {
      return told(print, `there was no board ${board} then, but ${Object.keys(found.boards).join(', ')}`);
    }
    if (flags.has('json')) print(JSON.stringify(shownAsJson(found, board, at), undefined, 2));
    else for (const line of shownAsText(found, board, at, painter(terminal === 'colour'))) print(line);
    return 0;
  },
};

function told(print: CommandContext['print'], reason: string): number {
  print(reason);
  return 1;
}

/** With the moment as it was understood: a time of day could be another day's. */
async function noRecordWords(folder: LineFolder, at: number): Promise<string> {
  const hours = (await folder.files()).flatMap(({ name }) => shownFileHour(name) ?? []);
  const [first] = hours;
  if (first === undefined) return `${folder.path} has no record at all: is it where a worker writes?`;
  return `${folder.path} has no record of ${secondOf(at)} UTC: it begins after ${secondOf(first)}`;
}

function folderOf(given: string | undefined, { MASTHEAD_DATA_DIR }: CommandContext['variables']): string {
  const folder = given ?? MASTHEAD_DATA_DIR;
  if (!folder) throw new UsageError('shown needs --dir, or MASTHEAD_DATA_DIR as the workers have it');
  return folder;
}

/** Each file begins with all items: the newest one that reaches back far enough tells it all. */
async function newestBefore(folder: LineFolder, at: number): Promise<ShownAt | undefined> {
  const names = (await folder.files()).map(({ name }) => name);
  for (const name of names.reverse()) {
    const hour = shownFileHour(name);
    if (hour === undefined || hour > at) continue;
    const found = shownAt(await folder.lines(name), at);
    if (found !== undefined) return found;
  }
  return undefined;
}
