/** `masthead correct <item>`: says in public that what was shown of an item for a while was wrong. */
import { systemClock } from '../system/clock.ts';
import { type Command, UsageError } from './command.ts';
import { giveOrder } from './give-order.ts';
import { readOptions } from './options.ts';
import { pastMoment } from './past-moment.ts';
import { minuteOf } from './told-order.ts';

export const correct: Command = {
  name: 'correct',
  summary: 'mark what was shown of an item for a while as wrong, in its tile and in public',
  help: `Usage: masthead correct <item> --from <time> --to <time> --reason <text> [--as <name>]

Marks what was shown of the item between the two times as wrong. Its tile says "corrected" with the time for a day,
and /v1/corrections lists it with the reason. The reason is public; who says so is not.
It changes no value: withdraw what is still wrong, or correct it once it is right.

It goes where orders go (masthead withdraw --help).

Options:
  --from, --to <time>    14:03 or 14:03:30 (UTC, the last one), or 2026-11-23T14:03Z; needed
  --reason <text>        what was wrong, for readers; needed
  --as <name>            who says so (the user and the host)

Exit codes: 0 done, 1 it could not be done, with the reason, 2 wrong usage, and nothing was written.`,
  async run(context) {
    const { values, positionals } = readOptions('correct', context.args, {
      from: 'value',
      to: 'value',
      reason: 'value',
      as: 'value',
    });
    const now = systemClock.now();
    const momentOf = (name: 'from' | 'to') => {
      const text = values.get(name);
      if (text === undefined) throw new UsageError(`correct needs --${name}`);
      return pastMoment(text, now, `--${name}`);
    };
    const more = { from: momentOf('from'), to: momentOf('to') };
    if (more.from >= more.to) {
      throw new UsageError(
        `--from must be before --to, got ${minuteOf(more.from)} and ${minuteOf(more.to)} UTC: a time of day is the last one`,
      );
    }
    return giveOrder({ kind: 'correct', positionals, values, more, now }, context);
  },
};
