/** Where an operator's orders go: into Redis where one is named, else to the process over its ops port. */

import { type Agreed, agreedOf, refusalWords } from '../app-orders.ts';
import { createAppStore } from '../app-store.ts';
import { type Environment, readEnvironment } from '../config/environment.ts';
import { loadConfig } from '../config/load.ts';
import type { ItemId } from '../protocol/item-id.ts';
import { quotePriceOf } from '../protocol/reading.ts';
import { providers } from '../providers/index.ts';
import { doubtsMemo, doubtsOf } from '../store/doubts.ts';
import type { Correction, Instruction, Order } from '../store/orders.ts';
import { requestJson } from '../system/json-request.ts';
import { createSystem } from '../system/system.ts';
import { type CommandContext, UsageError } from './command.ts';
import { configFile } from './config-location.ts';
import { orderOf } from './told-order.ts';
import { type WaitingPrice, waitingOf } from './waiting-price.ts';

/** What came of an order; `why` it was refused, in words. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'agreed'; readonly prices: Agreed }
  | { readonly kind: 'refused'; readonly why: string };

export interface OrderPlace {
  /** Items of which anything is known there; undefined where only the process itself can say. */
  items(): Promise<ReadonlySet<ItemId> | undefined>;
  /** Rejects where the place cannot be reached. */
  give(instruction: Instruction | Correction): Promise<Outcome>;
  standing(): Promise<readonly Order[]>;
  /** Prices that wait for a second source, or for an operator. */
  waiting(): Promise<readonly WaitingPrice[]>;
  close(): Promise<void>;
}

/** Throws a ConfigError for a wrong environment. */
export async function openOrderPlace(variables: CommandContext['variables']): Promise<OrderPlace> {
  const environment = readEnvironment(variables, providers);
  return environment.store.kind === 'memory'
    ? processPlace(environment)
    : storePlace(environment, await configuredItems(environment, variables));
}

async function storePlace(environment: Environment, configured: readonly ItemId[]): Promise<OrderPlace> {
  const system = createSystem('silent');
  const store = createAppStore(environment, system);
  await store.start();
  return {
    items: async () => new Set([...(await store.load()).items.keys(), ...configured]),
    async give(instruction) {
      try {
        const given = await store.give(instruction);
        if (given.kind === 'accepted') return { kind: 'agreed', prices: agreedOf(given.acceptance) };
        return given.kind === 'done'
          ? { kind: 'done' }
          : { kind: 'refused', why: refusalWords(given.kind, instruction) };
      } catch (error) {
        if (!isNotAllowed(error)) throw error;
        return {
          kind: 'refused',
          why: 'Redis lets this user give no orders; take the REDIS_URL of its user operator (deploy/redis.acl)',
        };
      }
    },
    standing: async () => [...(await store.orders()).standing.values()].map(({ order }) => order),
    waiting: async () => {
      const doubts = doubtsOf((await store.recall([doubtsMemo])).get(doubtsMemo));
      return [...doubts].map(([item, { draft, ...doubt }]) => ({
        ...{ item, since: doubt.since, source: 'source' in draft ? draft.source : '' },
        ...{ offered: quotePriceOf(draft) ?? '', shown: doubt.shown },
        ...{ other: doubt.other, otherSource: doubt.otherSource },
      }));
    },
    close: store.close,
  };
}

/** Without the right to run scripts at all, or to write what the script of orders writes first: the log. By Redis 7, and 8. */
function isNotAllowed(error: unknown): boolean {
  const { message } = error as Error;
  return /^NOPERM|^ERR The user executing the script can't run|ACL failure in script/.test(message);
}

/** What a config names counts as known though nothing was ever shown of it; whoever has no config goes by the store. */
async function configuredItems(
  environment: Environment,
  variables: CommandContext['variables'],
): Promise<readonly ItemId[]> {
  try {
    const { items } = await loadConfig({ file: configFile(variables), environment, providers });
    return items.map(({ id }) => id);
  } catch {
    return [];
  }
}

const timeoutMs = 5_000;

function processPlace({ opsHost, opsPort, operatorToken: token }: Environment): OrderPlace {
  const any = opsHost === '0.0.0.0' || opsHost === '::';
  const host = any ? '127.0.0.1' : opsHost.includes(':') ? `[${opsHost}]` : opsHost;
  const url = `http://${host}:${opsPort}`;
  return {
    async items() {
      const { items } = await statusAt(url);
      return items === undefined ? undefined : new Set(Object.keys(items) as ItemId[]);
    },
    async give(instruction) {
      const refused = (why: string): Outcome => ({ kind: 'refused', why });
      if (token === undefined) {
        return refused(
          'without Redis an order goes to the process: set MASTHEAD_OPERATOR_TOKEN, for it and for this command',
        );
      }
      const { status, body } = await requestJson(`${url}/orders`, { body: instruction, token, timeoutMs });
      if (status === 200) return outcomeOf(body);
      if (status === 400) throw new UsageError(problemOf(body));
      if (status === 404)
        return refused(`${url} takes no orders: start the process with MASTHEAD_OPERATOR_TOKEN`);
      return refused(status === 401 ? `${url} has another MASTHEAD_OPERATOR_TOKEN` : problemOf(body));
    },
    async standing() {
      const { orders = {} } = await statusAt(url);
      return Object.entries(orders).flatMap(([item, told]) => orderOf(item, told) ?? []);
    },
    async waiting() {
      const { heldBack = {} } = await statusAt(url);
      return Object.entries(heldBack).flatMap(([item, told]) => waitingOf(item, told) ?? []);
    },
    close: async () => {},
  };
}

/** What a process of this or a later version says of itself. Rejects where it does not answer. */
async function statusAt(url: string): Promise<Status> {
  const { status, body } = await requestJson(`${url}/status.json`, { timeoutMs });
  if (status !== 200) throw new Error(`${url}/status.json answered ${status}`);
  return (body ?? {}) as Status;
}

type Fields = Readonly<Record<string, unknown>>;
type Status = Readonly<Partial<Record<'items' | 'orders' | 'heldBack', Fields>>>;

function outcomeOf(body: unknown): Outcome {
  const { accepted, was } = (body ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof accepted !== 'string') return { kind: 'done' };
  return { kind: 'agreed', prices: { accepted, was: typeof was === 'string' ? was : null } };
}

function problemOf(body: unknown): string {
  const { problem } = (body ?? {}) as { readonly problem?: unknown };
  return typeof problem === 'string' ? problem : 'the process could not carry it out';
}
