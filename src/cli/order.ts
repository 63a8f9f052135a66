/** `masthead hold|release|withdraw|pin|unpin <item>`: an operator's word against what the feeds say. */
import type { Instruction } from '../store/orders.ts';
import { systemClock } from '../system/clock.ts';
import type { Command, CommandContext } from './command.ts';
import { giveOrder } from './give-order.ts';
import { readOptions } from './options.ts';
import { untilMoment } from './order-until.ts';

type Kind = Instruction['kind'];

interface Told {
  readonly summary: string;
  readonly effect: string;
}

const told: Readonly<Record<Kind, Told>> = {
  hold: {
    summary: "keep an item's last value, marked as the newsroom's",
    effect: `Keeps the item's last good value, marked as the newsroom's, whatever its sources say from now on.`,
  },
  release: {
    summary: 'end a hold or a withdrawal, or agree to a price that waits',
    effect: `Ends a hold or a withdrawal. What was shown before stands there at once, and the newest value that came
meanwhile as soon as a worker leads.

Where neither stands it agrees to a price that waits for a second source (masthead held lists them): that price, as it
waits now, takes the place of the last good one as soon as a worker leads. Another price later waits anew. What is no
possible price, such as one of zero, never waits and cannot be agreed to.`,
  },
  withdraw: {
    summary: "take an item's value back: its tile says so and shows none",
    effect: `Takes the item's value back. Its tile says "withdrawn" and shows no figure, whatever its sources say from now on.`,
  },
  pin: {
    summary: "keep an item's value as it is, marked as pinned",
    effect: `Keeps the item's value as it is, marked as pinned, whatever its sources say. It turns stale when its time comes.`,
  },
  unpin: {
    summary: 'end a pin',
    effect: 'Ends a pin. The newest value that came meanwhile follows as soon as a worker leads.',
  },
};

const untilHelp = `  --until <time>         when it ends by itself: 18:00 (UTC, the next one), 90m from now, or 2026-11-23T18:00Z;
                         without it the order stands until it is lifted
`;

export const hold = orderCommand('hold');
export const release = orderCommand('release');
export const withdraw = orderCommand('withdraw');
export const pin = orderCommand('pin');
export const unpin = orderCommand('unpin');

function orderCommand(kind: Kind): Command {
  const { summary, effect } = told[kind];
  const isLift = kind === 'release' || kind === 'unpin';
  const alive =
    kind === 'release'
      ? 'Readers see the end of an order within two seconds, with or without a worker alive.'
      : 'Readers see it within two seconds, with or without a worker alive.';
  return {
    name: kind,
    summary,
    help: `Usage: masthead ${kind} <item> --reason <text> ${isLift ? '' : '[--until <time>] '}[--as <name>]

${effect}
${alive} It is kept with who, when and why.

With REDIS_URL, REDIS_SENTINELS or REDIS_CLUSTER it goes into Redis, as a user that may write orders (deploy/redis.acl:
operator). Without them it goes to the process at OPS_HOST:OPS_PORT, which was started with the same
MASTHEAD_OPERATOR_TOKEN.

Options:
  --reason <text>        why, for whoever comes next; needed
${isLift ? '' : untilHelp}  --as <name>            who says so (the user and the host)

Exit codes: 0 done, 1 it could not be done, with the reason, 2 wrong usage, and nothing was written.`,
    run: (context) => give(kind, context),
  };
}

async function give(kind: Kind, context: CommandContext): Promise<number> {
  const { values, positionals } = readOptions(kind, context.args, {
    reason: 'value',
    until: 'value',
    as: 'value',
  });
  const until = values.get('until');
  const now = systemClock.now();
  const more = until === undefined ? {} : { until: untilMoment(until, now) };
  return giveOrder({ kind, positionals, values, more, now }, context);
}
