/** Items that strips follow beside the board: counts who wants them, and fetches the name and credit of each. */
import { type ItemId, isItemId } from '../src/protocol/item-id.ts';
import type { ItemDetail } from '../src/protocol/snapshot.ts';
import { backoffMs } from './backoff.ts';
import type { Cancel, Env } from './env.ts';

export interface ExtrasEvents {
  detail(detail: ItemDetail): void;
  /** The server does not know the item. */
  unknown(id: ItemId): void;
  /** The set of items has changed: the server should hear of it. */
  changed(): void;
}

export interface Extras {
  ids(): ItemId[];
  /** Counts; the returned function counts back. */
  follow(id: ItemId): Cancel;
  /** Fetches all of them once more. */
  refresh(): void;
  stop(): void;
}

interface Extra {
  strips: number;
  failures: number;
  timer: Cancel;
}

export function createExtras(env: Env, base: string, events: ExtrasEvents): Extras {
  const extras = new Map<ItemId, Extra>();
  const leave = new AbortController();

  const load = async (id: ItemId, extra: Extra) => {
    extra.timer();
    const answer = await env
      .getJson(`${base}/v1/items/${encodeURIComponent(id)}`, leave.signal)
      .catch(() => undefined);
    if (extras.get(id) !== extra) return;
    if (answer?.status === 404) events.unknown(id);
    else if (answer?.status === 200 && isItemDetail(answer.body)) events.detail(answer.body);
    else extra.timer = env.after(backoffMs(extra.failures++, env.random), () => void load(id, extra));
  };
  const add = (id: ItemId): Extra => {
    const extra: Extra = { strips: 0, failures: 0, timer: () => {} };
    extras.set(id, extra);
    void load(id, extra);
    events.changed();
    return extra;
  };
  const remove = (id: ItemId, extra: Extra) => {
    extra.timer();
    extras.delete(id);
    events.changed();
  };

  return {
    ids: () => [...extras.keys()],
    follow(id) {
      const extra = extras.get(id) ?? add(id);
      extra.strips += 1;
      return () => {
        extra.strips -= 1;
        if (extra.strips === 0) remove(id, extra);
      };
    },
    refresh() {
      for (const [id, extra] of extras) void load(id, extra);
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
