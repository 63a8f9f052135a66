/** What the people on call are told of a process, as plain JSON: bounded by the config, and without a secret in it. */
import { itemWords } from './app-item-words.ts';
import type { OrderDesk } from './app-orders.ts';
import type { AbsurdWait } from './app-upstreams.ts';
import type { Config } from './config/config.ts';
import type { ItemSettings } from './config/item-settings.ts';
import type { Gateway } from './gateway/gateway.ts';
import { hasValue, type Reading } from './protocol/reading.ts';
import type { Store } from './store/store.ts';
import type { Clock } from './system/clock.ts';
import { processMemory } from './system/process-memory.ts';
import { version } from './system/project.ts';
import { calendarStatus } from './worker/calendar-expiry.ts';
import type { Worker } from './worker/worker.ts';
import type { WorkerStatus } from './worker/worker-status.ts';

export interface StatusParts {
  readonly config: Config;
  readonly store: Pick<Store, 'health'>;
  readonly worker: Worker;
  readonly orders: Pick<OrderDesk, 'status'>;
  readonly gateway: Gateway;
  readonly absurdWaits: ReadonlyMap<string, AbsurdWait>;
  readonly clock: Clock;
  /** ms since the epoch, as is every time whose name ends in `At`. */
  readonly startedAt: number;
}

export function statusOf(parts: StatusParts): Readonly<Record<string, unknown>> {
  const { config, store, worker, gateway, clock, startedAt } = parts;
  const { role } = config.environment;
  const polling = role === 'gateway' ? nothingPolled : worker.status();
  const { leader, epoch, refusals, beating, feeds, budgets, heldBack, without } = polling;
  const readings = role === 'gateway' ? gateway.readings() : polling.readings;
  const { leader: leadBy, kind, up, error, ...heard } = store.health();
  const at = clock.now();
  return {
    at,
    version,
    role,
    demo: config.demo,
    leader,
    leadBy,
    epoch: Math.max(epoch, gateway.epoch()),
    beating,
    store: kind,
    storeUp: up,
    storeError: error,
    ...heard,
    ...refusals,
    startedAt,
    uptimeS: Math.max(0, Math.round((at - startedAt) / 1000)),
    readers: gateway.readers(),
    ...processMemory(),
    feeds,
    orders: parts.orders.status(),
    items: itemsOf(config, readings, at),
    heldBack,
    providers: providersOf(parts, budgets),
    providersOff: config.off,
    calendars: calendarStatus(config.items, at),
    itemsWithoutSource: without,
  };
}

/** A gateway alone polls nothing. */
const nothingPolled: WorkerStatus = {
  leader: false,
  epoch: 0,
  refusals: { fenced: 0, lost: 0 },
  beating: false,
  feeds: {},
  budgets: {},
  readings: [],
  heldBack: {},
  without: [],
};

function itemsOf(config: Config, readings: readonly Reading[], at: number) {
  const byId = new Map(readings.map((reading) => [reading.id, reading]));
  return Object.fromEntries(
    config.items.map((item) => [item.id, itemStatus(item, byId.get(item.id), config, at)]),
  );
}

function itemStatus(item: ItemSettings, reading: Reading | undefined, config: Config, at: number) {
  if (reading === undefined) return { state: 'nothing yet', ...unknown, ...unsaid };
  const said = itemWords(config, reading, at);
  const { state, asOf } = reading;
  if (!hasValue(reading)) return { state: `${state}: ${reading.reason}`, ...unknown, asOf, ...said };
  const { staleAt, source, tier } = reading;
  const told = at >= staleAt ? `${state}, stale` : state;
  return { state: told, asOf, staleAt, source, tier, why: whyFrom(item, source, config.off), ...said };
}

const unknown = { asOf: null, staleAt: null, source: null, tier: null, why: null };
const unsaid = { shown: null, says: null };

/** Why this source and not one before it. */
function whyFrom({ sources }: ItemSettings, source: string, off: Config['off']): string {
  const index = sources.findIndex(({ provider }) => provider === source);
  if (index < 0) return 'no source of it any more';
  if (index === 0) return 'its first source';
  const before = sources
    .slice(0, index)
    .map(({ provider }) => `${provider}: ${off[provider] ?? 'passed over'}`);
  return before.join('; ');
}

function providersOf({ config, absurdWaits }: StatusParts, budgets: WorkerStatus['budgets']) {
  return Object.fromEntries(
    [...config.providers.keys()].map((id) => {
      const { used = 0, limit = null, usedByMidnight = null, endsAt = null } = budgets[id] ?? {};
      const { heardAt = null, askedS = null } = absurdWaits.get(id) ?? {};
      return [
        id,
        {
          usedToday: used,
          dailyLimit: limit,
          expectedByMidnight: usedByMidnight,
          budgetEndsAt: endsAt,
          absurdWaitAskedS: askedS,
          absurdWaitHeardAt: heardAt,
        },
      ];
    }),
  );
}
