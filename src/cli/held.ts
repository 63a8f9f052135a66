/** `masthead held`: what operators hold, have withdrawn and have pinned. */
import { type Command, UsageError } from './command.ts';
import { readOptions } from './options.ts';
import { openOrderPlace } from './order-place.ts';
import { painter } from './table.ts';
import { heldTable } from './told-order.ts';

export const held: Command = {
  name: 'held',
  summary: 'list what is held, withdrawn and pinned, by whom and why',
  help: `Usage: masthead held [--json]

Lists every order that stands, with who gave it, when, until when and why; times are UTC. Asks Redis where REDIS_URL,
REDIS_SENTINELS or REDIS_CLUSTER names one, else the process at OPS_HOST:OPS_PORT.

Options:
  --json                 the same as one JSON document; times are ms since the epoch

Exit codes: 0 listed, 1 nobody could be asked, 2 wrong usage.`,
  async run({ args, variables, print, terminal }) {
    const { flags, positionals } = readOptions('held', args, { json: 'flag' });
    if (positionals.length > 0) throw new UsageError(`held takes no arguments, got ${positionals.join(' ')}`);
    const place = await openOrderPlace(variables);
    try {
      const orders = await place.standing();
      const paint = painter(terminal === 'colour');
      for (const line of flags.has('json')
        ? [JSON.stringify(orders, undefined, 2)]
        : heldTable(orders, paint)) {
        print(line);
      }
      return 0;
    } finally {
      await place.close();
    }
  },
};
