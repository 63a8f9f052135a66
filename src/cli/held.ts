/** `masthead held`: what operators hold, have withdrawn and have pinned, and prices that wait for a second source. */
import { type Command, UsageError } from './command.ts';
import { readOptions } from './options.ts';
import { openOrderPlace } from './order-place.ts';
import { painter } from './table.ts';
import { heldTable } from './told-order.ts';
import { waitingLines } from './waiting-price.ts';

export const held: Command = {
  name: 'held',
  summary: 'list what is held, withdrawn and pinned, by whom and why, and prices that wait',
  help: `Usage: masthead held [--json]

Lists every order that stands, with who gave it, when, until when and why; and every price that is too far from the
last good one and waits for a second source, with both prices, since when and why. Times are UTC. masthead release
agrees to such a price, masthead withdraw shows no figure at all. Asks Redis where REDIS_URL, REDIS_SENTINELS or
REDIS_CLUSTER names one, else the process at OPS_HOST:OPS_PORT.

Options:
  --json                 the same as one JSON list, in which a price that waits is of the kind "waits"; times are ms
                         since the epoch

Exit codes: 0 listed, 1 nobody could be asked, 2 wrong usage.`,
  async run({ args, variables, print, terminal }) {
    const { flags, positionals } = readOptions('held', args, { json: 'flag' });
    if (positionals.length > 0) throw new UsageError(`held takes no arguments, got ${positionals.join(' ')}`);
    const place = await openOrderPlace(variables);
    try {
      const [orders, waiting] = await Promise.all([place.standing(), place.waiting()]);
      const paint = painter(terminal === 'colour');
      const list = [...orders, ...waiting.map((price) => ({ kind: 'waits', ...price }))];
      const told = orders.length > 0 || waiting.length === 0 ? heldTable(orders, paint) : [];
      for (const line of flags.has('json')
        ? [JSON.stringify(list, undefined, 2)]
        : [...told, ...waitingLines(waiting, paint)]) {
        print(line);
      }
      return 0;
    } finally {
      await place.close();
    }
  },
};
