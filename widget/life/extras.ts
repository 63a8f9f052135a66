/** Items that strips follow beside the board: counts who wants them, and fetches the name and credit of each. */
import { type ItemId, isItemId, kindOf } from '../../src/protocol/item-id.ts';
import type { ItemDetail } from '../../src/protocol/snapshot.ts';
import type { Cancel, Env } from '../env.ts';
import { backoffMs } from './backoff.ts';

export interface ExtrasEvents {
  detail(detail: ItemDetail): void;
  /** The server does not know the item. */
  unknown(id: ItemId): void;
  /** The set of items has changed: the server should hear of it. */
  changed(): void;
}

export interface Extras {
  /** Without those that the server has refused. */
  ids(): ItemId[];
  /** Counts; the returned function counts back. */
  follow(id: ItemId): Cancel;
  /** The server does not know these. */
  refused(ids: readonly string[]): void;
  /** These have come without a name. */
  nameless(ids: readonly ItemId[]): void;
  /** Fetches all of them once more. */
  refresh(): void;
  stop(): void;
}

interface Extra {
  strips: number;
  failures: number;
  timer: Cancel;
  readonly isOptional: boolean;
  isFetched: boolean;
  isRefused: boolean;
}

export function createExtras(env: Env, base: string, events: ExtrasEvents): Extras {
  const extras = new Map<ItemId, Extra>();
  const leave = new AbortController();

  const load = async (id: ItemId, extra: Extra) => {
    extra.timer();
    extra.isFetched = true;
    const answer = await env
      .getJson(`${base}/v1/items/${encodeURIComponent(id)}`, leave.signal)
      .catch(() => undefined);
    if (extras.get(id) !== extra) return;
    if (answer?.status === 404) events.unknown(id);
    else if (answer?.status === 200 && isItemDetail(answer.body)) events.detail(answer.body);
    else extra.timer = env.after(backoffMs(extra.failures++, env.random), () => void load(id, extra));
  };
  const add = (id: ItemId): Extra => {
    // Not every place has warnings. Asked for over the socket they are refused in silence, where a fetch in vain would
    // leave a complaint in the page's console.
    const isOptional = kindOf(id) === 'alerts';
    const extra = { strips: 0, failures: 0, timer: () => {}, isOptional, isFetched: false, isRefused: false };
    extras.set(id, extra);
    if (!isOptional) void load(id, extra);
    events.changed();
    return extra;
  };
  const remove = (id: ItemId, extra: Extra) => {
    extra.timer();
    extras.delete(id);
    events.changed();
  };

  return {
    ids: () => [...extras].filter(([, { isRefused }]) => !isRefused).map(([id]) => id),
    follow(id) {
      const extra = extras.get(id) ?? add(id);
      extra.strips += 1;
      return () => {
        extra.strips -= 1;
        if (extra.strips === 0) remove(id, extra);
      };
    },
    refused(ids) {
      const refused = [...extras].filter(([id, extra]) => extra.isOptional && ids.includes(id));
      for (const [, extra] of refused) extra.isRefused = true;
      if (refused.length > 0) events.changed();
    },
    nameless(ids) {
      for (const [id, extra] of extras) if (ids.includes(id) && !extra.isFetched) void load(id, extra);
    },
    refresh() {
      for (const [id, extra] of extras) {
        extra.isRefused = false;
        if (extra.isFetched) void load(id, extra);
      }
    },
    stop() {
      leave.abort();
      for (const extra of extras.values()) extra.timer();
      extras.clear();
    },
  };
}

function isItemDetail(body: unknown): body is ItemDetail {
  const detail = body as Partial<ItemDetail> | null | undefined;
  return isItemId(detail?.id) && typeof detail.meta === 'object' && detail.meta !== null;
}
