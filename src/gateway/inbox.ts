/** What one client may say, and how often; decides, and leaves the doing to the connection. */
import { type CloseCode, closeCodes } from '../protocol/close-codes.ts';
import type { ItemId } from '../protocol/item-id.ts';
import { decodeClientMessage, type Err } from '../protocol/messages.ts';
import type { Clock } from '../system/clock.ts';
import type { GatewayLimits } from './limits.ts';

export type InboxVerdict =
  | { readonly do: 'nothing' }
  | { readonly do: 'follow'; readonly items: ReadonlySet<ItemId> }
  | { readonly do: 'refuse'; readonly err: Err }
  | { readonly do: 'close'; readonly code: CloseCode };

export interface Inbox {
  text(data: string): InboxVerdict;
  /** Version 1 has text frames only. */
  binary(): InboxVerdict;
  /** A ping of the client's: each costs an answer, so it counts as a message. */
  ping(): InboxVerdict;
}

export interface InboxOptions {
  readonly boardItems: readonly ItemId[];
  readonly knows: (id: ItemId) => boolean;
  readonly limits: Pick<GatewayLimits, 'maxItems' | 'maxMessagesPer10s' | 'maxBadMessages'>;
  readonly clock: Clock;
}

const windowMs = 10_000;
// Enough to find the mistake by, and an answer that is never larger than the question.
const maxNamedItems = 8;
const nothing: InboxVerdict = { do: 'nothing' };

export function createInbox({ boardItems, knows, limits, clock }: InboxOptions): Inbox {
  let windowStart = clock.monotonic();
  let messages = 0;
  let badMessages = 0;

  function isTooOften(): boolean {
    const now = clock.monotonic();
    if (now - windowStart >= windowMs) [windowStart, messages] = [now, 0];
    messages += 1;
    return messages > limits.maxMessagesPer10s;
  }

  function bad(code: 'bad-json' | 'bad-message'): InboxVerdict {
    badMessages += 1;
    if (badMessages >= limits.maxBadMessages) return close(closeCodes.badMessage);
    return refuse({ t: 'err', code });
  }

  function follow(asked: readonly ItemId[]): InboxVerdict {
    const unknown = asked.filter((id) => !knows(id));
    if (unknown.length > 0) return refuse({ t: 'err', code: 'unknown-item', items: unknown });
    const items = new Set([...boardItems, ...asked]);
    // A board that is itself over the limit still works as long as nothing is added to it.
    if (items.size > Math.max(limits.maxItems, boardItems.length))
      return refuse({ t: 'err', code: 'too-many-items' });
    return { do: 'follow', items };
  }

  return {
    text(data) {
      if (isTooOften()) return close(closeCodes.tooManyMessages);
      const decoded = decodeClientMessage(data);
      if (decoded.ok) return follow(decoded.message.items);
      if (decoded.code === 'unknown-type') return nothing;
      if (decoded.code === 'unknown-item')
        return refuse({ t: 'err', code: decoded.code, items: decoded.items });
      return bad(decoded.code);
    },
    binary: () => close(closeCodes.badMessage),
    ping: () => (isTooOften() ? close(closeCodes.tooManyMessages) : nothing),
  };
}

function close(code: CloseCode): InboxVerdict {
  return { do: 'close', code };
}

function refuse(err: Err): InboxVerdict {
  return {
    do: 'refuse',
    err: err.items === undefined ? err : { ...err, items: err.items.slice(0, maxNamedItems) },
  };
}
