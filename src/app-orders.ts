/** Operators' orders in one process: what stands, for status and metrics, and how one is given over the ops port. */
import { readInstruction } from './app-instruction.ts';
import type { ItemId } from './protocol/item-id.ts';
import { quotePriceOf } from './protocol/reading.ts';
import {
  type Acceptance,
  type Correction,
  type Instruction,
  noOrders,
  type Order,
  type OrderBook,
  type OrderState,
} from './store/orders.ts';
import type { Clock } from './system/clock.ts';
import type { Log } from './system/log.ts';
import type { Metrics } from './system/metrics.ts';
import type { Service } from './system/service.ts';

export interface OrderDeskOptions {
  readonly store: OrderBook;
  readonly knows: (id: ItemId) => boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** What came of an order over HTTP. */
export interface DeskAnswer {
  readonly status: 200 | 400 | 409;
  readonly answer: Readonly<Record<string, unknown>>;
}

export interface OrderDesk extends Service {
  /** By item; times are ms since the epoch. */
  status(): Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Rejects where the store cannot be reached. */
  give(body: unknown): Promise<DeskAnswer>;
}

const kinds = ['hold', 'withdraw', 'pin'] as const;

export function createOrderDesk({ store, knows, clock, log, metrics }: OrderDeskOptions): OrderDesk {
  const gauge = metrics.gauge('orders', "Items against which an operator's order stands", ['kind']);
  let known = noOrders;
  let unwatch = () => {};

  const standing = (): readonly Order[] =>
    [...known.standing.values()]
      .map(({ order }) => order)
      .filter(({ until }) => until === undefined || until > clock.now());

  const hear = (state: OrderState) => {
    known = state;
    for (const kind of kinds) gauge(standing().filter((order) => order.kind === kind).length, { kind });
  };
  hear(known);

  return {
    name: 'orders',
    async start() {
      unwatch = store.watchOrders(hear);
      await store.orders().then(hear, (error: unknown) => {
        log.debug('orders cannot be read', { error: String(error) });
      });
    },
    stop: async () => unwatch(),
    status: () =>
      Object.fromEntries(
        standing().map(({ item, kind, who, reason, at, until }) => [
          item,
          { kind, who, reason, givenAt: at, untilAt: until ?? null },
        ]),
      ),
    async give(body) {
      const asked = typeof body === 'object' && body !== null ? body : {};
      const read = readInstruction(asked, { now: clock.now(), knows });
      if (!read.ok) return { status: 400, answer: { ok: false, problem: read.problem } };
      const { item, kind, who, reason } = read.instruction;
      const given = await store.give(read.instruction);
      if (given.kind !== 'done' && given.kind !== 'accepted') {
        return { status: 409, answer: { ok: false, problem: refusalWords(given.kind, read.instruction) } };
      }
      log.info('order given', { item, kind, who, reason });
      const came = given.kind === 'done' ? { state: given.reading.state } : agreedOf(given.acceptance);
      return { status: 200, answer: { ok: true, ...came } };
    },
  };
}

/** Why the store did nothing, for whoever asked. */
export function refusalWords(
  why: 'no-value' | 'no-order',
  { item, kind }: Pick<Instruction | Correction, 'item' | 'kind'>,
): string {
  if (why === 'no-value') return `nothing is shown of ${item} that this could be about`;
  return kind === 'release'
    ? `nothing of ${item} is held: no order that a release ends, and no price that waits`
    : `no order of that kind stands against ${item}`;
}

/** The price that will be shown, and the last good one before it; null where there was none. */
export interface Agreed {
  readonly accepted: string;
  readonly was: string | null;
}

export function agreedOf({ draft, was }: Acceptance): Agreed {
  return { accepted: quotePriceOf(draft) ?? '', was };
}
