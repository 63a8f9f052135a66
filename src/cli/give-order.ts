/** What all commands that say something of an item share: who says it, whether the item is known, what came of it. */
import { hostname } from 'node:os';
import { readInstruction } from '../app-instruction.ts';
import { didYouMean } from '../config/nearest.ts';
import { type ItemId, isItemId } from '../protocol/item-id.ts';
import type { Correction, Instruction } from '../store/orders.ts';
import { type CommandContext, UsageError } from './command.ts';
import type { Options } from './options.ts';
import { type OrderPlace, type Outcome, openOrderPlace } from './order-place.ts';
import { printable } from './table.ts';
import { minuteOf } from './told-order.ts';

export interface GivenOrder extends Pick<Options, 'positionals' | 'values'> {
  readonly kind: (Instruction | Correction)['kind'];
  /** Its moments, in ms since the epoch. */
  readonly more: Readonly<Partial<Record<'until' | 'from' | 'to', number>>>;
  readonly now: number;
}

/** The exit code. Throws a UsageError for what is wrong before anything is written. */
export async function giveOrder(
  { kind, positionals: [item, ...others], values, more, now }: GivenOrder,
  { variables, print }: Pick<CommandContext, 'variables' | 'print'>,
): Promise<number> {
  if (item === undefined) throw new UsageError(`${kind} needs an item, such as quote:BTC-USD`);
  if (others.length > 0) throw new UsageError(`${kind} takes one item, got ${others.join(' ')} beside it`);
  if (!values.has('reason')) throw new UsageError(`${kind} needs --reason`);
  const who = values.get('as') ?? whoami(variables);
  if (!isItemId(item)) throw new UsageError(`${item} names no item; quote:BTC-USD and weather:la-paz-bo do`);
  const asked = { item, kind, reason: values.get('reason'), who, ...more };
  const read = readInstruction(asked, { now, knows: () => true });
  if (!read.ok) throw new UsageError(read.problem);
  const place = await openOrderPlace(variables);
  try {
    await requireKnown(item, place);
    const outcome = await place.give(read.instruction);
    print(outcome.kind === 'refused' ? outcome.why : `${item}: ${kind} done${cameWords(outcome, more)}`);
    return outcome.kind === 'refused' ? 1 : 0;
  } finally {
    await place.close();
  }
}

async function requireKnown(item: ItemId, place: OrderPlace): Promise<void> {
  const known = await place.items();
  if (known === undefined || known.has(item)) return;
  throw new UsageError(`there is no item ${item}${didYouMean(item, known)}`);
}

function cameWords(outcome: Outcome, more: GivenOrder['more']): string {
  if (outcome.kind !== 'agreed') return spanWords(more);
  const { accepted, was } = outcome.prices;
  return was === null
    ? `, ${printable(accepted)} is shown`
    : `, ${printable(accepted)} takes the place of ${printable(was)}`;
}

/** How its times were understood: a time of day could be another day's. */
function spanWords({ from, to, until }: GivenOrder['more']): string {
  if (until !== undefined) return `, until ${minuteOf(until)} UTC`;
  return from === undefined || to === undefined ? '' : `, ${minuteOf(from)} to ${minuteOf(to)} UTC`;
}

function whoami({ USER, LOGNAME }: CommandContext['variables']): string {
  const user = USER || LOGNAME;
  if (!user) throw new UsageError('nobody knows who says so: name yourself with --as');
  return `${user}@${hostname()}`;
}
