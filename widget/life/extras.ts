/** Items that strips follow beside the board: counts who wants them, and fetches the name and credit of each. */
import { type ItemId, isItemId, kindOf } from '../../src/protocol/item-id.ts';
import type { ItemDetail } from '../../src/protocol/snapshot.ts';
import type { Cancel, Env } from '../env.ts';
import { backoffMs } from './backoff.ts';
import { request } from './request.ts';

export interface ExtrasEvents {
  detail(detail: ItemDetail): void;
  /** The server does not know the item. */
  unknown(id: ItemId): void;
  /** The set of items has changed: the server should hear of it. */
  changed(): void;
}

export interface Extras {
  /** Without those that the server does not know; at most so many: those that are followed come first, and their own, and older ones. */
  ids(most: number): ItemId[];
  /**
   * Counts; the returned function counts back, and what nobody follows is let go of a few seconds later. `isNamed`: whoever
   * follows it has its name and credit already.
   */
  follow(id: ItemId, isNamed?: boolean): Cancel;
  /** The server does not know these, and follows none of those asked for with them. */
  refused(ids: readonly string[]): void;
  /** These have come without a name. */
  nameless(ids: readonly ItemId[]): void;
  /**
   * There is no link: fetches all of them once more, for the server may know by now what it has refused, and warnings that no
   * link has brought for the first time.
   */
  refresh(): void;
  stop(): void;
}

interface Extra {
  strips: number;
  failures: number;
  /** Ends the attempt to fetch it, or the wait for the next one. */
  end: Cancel;
  /** Nobody has followed it for a while. */
  isLeft: boolean;
  readonly isOptional: boolean;
  /** All who follow it have its name. */
  isNamed: boolean;
  isFetched: boolean;
  /** Over the socket or over HTTP. */
  isRefused: boolean;
}

// Each of a reader's choices makes their strips anew, which then follow the same items as a rule: what nobody follows
// goes with the second sweep that finds it so, together with the rest.
const sweepMs = 4000;

export function createExtras(env: Env, base: string, events: ExtrasEvents): Extras {
  const extras = new Map<ItemId, Extra>();
  let sweeping: Cancel | undefined;

  const refuse = (extra: Extra) => {
    if (extra.isRefused) return;
    extra.isRefused = true;
    events.changed();
  };
  const accept = (extra: Extra) => {
    if (extra.isRefused) events.changed();
    extra.isRefused = false;
  };
  /** `isAnew`: a good answer counts for more than an earlier refusal. */
  const load = (id: ItemId, extra: Extra, isAnew: boolean) => {
    extra.end();
    extra.isFetched = true;
    extra.end = request(env, `${base}/v1/items/${encodeURIComponent(id)}`, (answer) => {
      if (answer?.status === 404) {
        refuse(extra);
        events.unknown(id);
      } else if (answer?.status === 200 && isItemDetail(answer.body)) {
        if (isAnew) accept(extra);
        events.detail(answer.body);
      } else retry(id, extra, isAnew);
    });
  };
  const retry = (id: ItemId, extra: Extra, isAnew: boolean) => {
    const waitMs = backoffMs(extra.failures++, env.random);
    // Nothing is fetched for a page that nobody looks at.
    extra.end = env.after(waitMs, () => (env.isVisible() ? load : retry)(id, extra, isAnew));
  };
  const add = (id: ItemId): Extra => {
    const extra: Extra = {
      strips: 0,
      failures: 0,
      end() {},
      isNamed: true,
      // Not every place has warnings. Asked for over the socket they are refused in silence, where a fetch in vain would
      // leave a complaint in the page's console.
      isOptional: kindOf(id) === 'alerts',
      isFetched: false,
      isRefused: false,
      isLeft: false,
    };
    extras.set(id, extra);
    events.changed();
    return extra;
  };
  const remove = (id: ItemId, extra: Extra) => {
    extra.end();
    extras.delete(id);
    events.changed();
  };
  const sweep = () => {
    const left = [...extras].filter(([, { strips }]) => strips === 0);
    for (const [id, extra] of left) {
      if (extra.isLeft) remove(id, extra);
      extra.isLeft = true;
    }
    sweeping = undefined;
    if (left.length > 0) sweepLater();
  };
  const sweepLater = () => {
    sweeping ??= env.after(sweepMs, sweep);
  };
  const unfollow = (id: ItemId, extra: Extra) => {
    extra.strips -= 1;
    if (extras.get(id) === extra) sweepLater();
  };

  return {
    ids(most) {
      const asked = [...extras].filter(([, { isRefused }]) => !isRefused);
      asked.sort(([, a], [, b]) => rank(a) - rank(b));
      return asked.slice(0, most).map(([id]) => id);
    },
    follow(id, isNamed = false) {
      const extra = extras.get(id) ?? add(id);
      extra.strips += 1;
      extra.isLeft = false;
      if (extra.isNamed && !isNamed) {
        extra.isNamed = false;
        if (!extra.isOptional) load(id, extra, false);
      }
      return () => unfollow(id, extra);
    },
    refused(ids) {
      for (const [id, extra] of extras) if (ids.includes(id)) refuse(extra);
    },
    nameless(ids) {
      for (const [id, extra] of extras)
        if (ids.includes(id) && !extra.isFetched && !extra.isNamed) load(id, extra, false);
    },
    refresh() {
      for (const [id, extra] of extras) {
        if (isWorthFetching(extra)) load(id, extra, true);
        // With the next change: few places come to have warnings, and a stream is begun anew for what it lacks.
        else if (!extra.isFetched) extra.isRefused = false;
      }
    },
    stop() {
      sweeping?.();
      for (const extra of extras.values()) extra.end();
      extras.clear();
    },
  };
}

/** Warnings that were not found are not asked for again: each time would be another complaint in the page's console. */
function isWorthFetching({ isOptional, isNamed, isFetched, isRefused }: Extra): boolean {
  return isOptional ? !isNamed && !isRefused : isFetched;
}

/** Those whose name is known elsewhere can come over another link as well. */
function rank({ strips, isNamed }: Extra): number {
  return (strips > 0 ? 0 : 2) + Number(isNamed);
}

function isItemDetail(body: unknown): body is ItemDetail {
  const detail = body as Partial<ItemDetail> | null | undefined;
  return isItemId(detail?.id) && typeof detail.meta === 'object' && detail.meta !== null;
}
