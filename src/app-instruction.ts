/** Pure: what somebody asked for → an operator's instruction, or what is wrong with it in words. */
import { type ItemId, isItemId } from './protocol/item-id.ts';
import { cleanLine } from './providers/clean-text.ts';
import type { Correction, Instruction } from './store/orders.ts';

export type ReadInstruction =
  | { readonly ok: true; readonly instruction: Instruction | Correction }
  | { readonly ok: false; readonly problem: string };

export interface InstructionContext {
  readonly now: number;
  /** Whether anybody here has heard of the item. */
  readonly knows: (id: ItemId) => boolean;
}

const instructionKinds = ['hold', 'release', 'withdraw', 'pin', 'unpin', 'correct'] as const;

const maxReason = 300;
const maxWho = 100;
/** Whoever means longer means no end. */
const maxAheadMs = 366 * 86_400_000;

/** `until`, `from` and `to`: ms since the epoch. Texts are cut to one clean line; an empty one is missing. */
export function readInstruction(
  asked: Readonly<Partial<Record<'item' | 'kind' | 'reason' | 'who' | 'until' | 'from' | 'to', unknown>>>,
  { now, knows }: InstructionContext,
): ReadInstruction {
  const refuse = (problem: string): ReadInstruction => ({ ok: false, problem });
  const { item, until } = asked;
  const kind = instructionKinds.find((known) => known === asked.kind);
  const reason = cleanLine(asked.reason, maxReason);
  const who = cleanLine(asked.who, maxWho);
  if (kind === undefined) return refuse(`kind must be one of ${instructionKinds.join(', ')}`);
  if (!isItemId(item)) return refuse('item must be an item id such as quote:BTC-USD');
  if (!knows(item)) return refuse(`there is no item ${item} here`);
  if (reason === '') return refuse('a reason is needed: it stands beside the order for whoever comes next');
  if (who === '') return refuse('who gives the order is needed');
  const given = { item, reason, who, at: now };
  if (kind === 'correct') return correctionOf(given, asked, now);
  if (kind === 'release' || kind === 'unpin') {
    return until === undefined
      ? { ok: true, instruction: { ...given, kind } }
      : refuse(`${kind} holds at once and for good: it takes no until`);
  }
  if (until === undefined) return { ok: true, instruction: { ...given, kind } };
  if (typeof until !== 'number' || !Number.isInteger(until)) return refuse('until is not a moment');
  if (until <= now) return refuse('until is over already');
  if (until > now + maxAheadMs) return refuse('until is more than a year away');
  return { ok: true, instruction: { ...given, kind, until } };
}

function correctionOf(
  given: Omit<Correction, 'kind' | 'from' | 'to'>,
  { from, to }: { readonly from?: unknown; readonly to?: unknown },
  now: number,
): ReadInstruction {
  if (!isMoment(from) || !isMoment(to)) return { ok: false, problem: 'from and to must be moments' };
  if (from >= to) return { ok: false, problem: 'from must be before to' };
  if (to > now) return { ok: false, problem: 'what was wrong is over by now: to must not be ahead' };
  return { ok: true, instruction: { ...given, kind: 'correct', from, to } };
}

function isMoment(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
