/** Tells the server which items are followed beside the board: only what it has not heard, and no faster than it bears. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { Cancel, Env } from '../env.ts';

export interface Subscription {
  /** A link stands over which nothing has been asked for. */
  begin(): void;
  /** These from now on; said at once unless too much has been said a moment ago. */
  want(ids: readonly ItemId[]): void;
  stop(): void;
}

// At most 3 + 10 s / 2 s = 8 messages in any ten seconds: a server takes 10 (docs/protocol.md, limits).
const atOnce = 3;
const anotherEveryMs = 2000;

/** Wants nothing at first. `send` says false where there is no link to say it over. */
export function createSubscription(
  env: Pick<Env, 'after'>,
  send: (ids: readonly ItemId[]) => boolean,
): Subscription {
  let wanted: readonly ItemId[] = [];
  let heard: readonly ItemId[] = [];
  let allowed = atOnce;
  let timer: Cancel = () => {};

  const say = () => {
    if (allowed === 0 || isSameSet(wanted, heard) || !send(wanted)) return;
    heard = wanted;
    if (allowed === atOnce) allowLater();
    allowed -= 1;
  };
  const allowLater = () => {
    timer = env.after(anotherEveryMs, () => {
      allowed += 1;
      if (allowed < atOnce) allowLater();
      say();
    });
  };
  const stop = () => timer();

  return {
    begin() {
      // The server counts anew for each link.
      stop();
      allowed = atOnce;
      heard = [];
      say();
    },
    want(ids) {
      wanted = ids;
      say();
    },
    stop,
  };
}

function isSameSet(a: readonly ItemId[], b: readonly ItemId[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id));
}
