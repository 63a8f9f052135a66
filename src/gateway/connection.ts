/** Ties one reader's line to its outbox, its inbox and its audience, and ends it when it is silent or stuck. Knows no transport. */
import { type CloseCode, closeCodes } from '../protocol/close-codes.ts';
import type { ItemId } from '../protocol/item-id.ts';
import type { Cancel, Clock } from '../system/clock.ts';
import type { Audiences } from './audience.ts';
import type { Deliveries } from './deliveries.ts';
import type { Frames } from './frames.ts';
import type { GatewayMetrics } from './gateway-metrics.ts';
import type { PublishedState } from './hub.ts';
import { createInbox, type InboxVerdict } from './inbox.ts';
import type { GatewayLimits } from './limits.ts';
import type { Line } from './line.ts';
import { createSession } from './session.ts';

export interface Connection {
  send(frame: Buffer): void;
  /** What the reader says, or what is said for one that cannot speak. */
  hear(text: string): void;
  /** To be called at a steady pace: asks whether the reader is still there, and gives up on one that is not. */
  tend(): void;
  /** Sends the code, and cuts the line where it is not acknowledged in time. */
  close(code: CloseCode): void;
  /** Follows its board as it stands now, and what the reader added as far as that is still known. */
  refollow(): void;
}

export interface ConnectionContext {
  readonly published: PublishedState;
  readonly audiences: Audiences;
  readonly frames: Frames;
  readonly knows: (id: ItemId) => boolean;
  readonly limits: GatewayLimits;
  readonly clock: Clock;
  readonly metrics: GatewayMetrics;
  readonly deliveries: Deliveries;
}

export interface ConnectionOptions extends ConnectionContext {
  readonly line: Line;
  /** Of its board, as it stands at the call. */
  readonly boardItems: () => readonly ItemId[];
  readonly onClosed: () => void;
}

/** How long a close may go unacknowledged, in ms. */
export const closeGraceMs = 2_000;
const maxUnansweredPings = 2;

export function createConnection(options: ConnectionOptions): Connection {
  const { line, knows, audiences, frames, limits, clock, metrics, onClosed } = options;
  let boardItems = options.boardItems();
  let unansweredPings = 0;
  let closedWith: CloseCode | undefined;
  let cancelGrace: Cancel = () => {};

  const write = (frame: Buffer, done: () => void) => {
    if (!line.isOpen()) return;
    const left = options.deliveries.sending(frame);
    line.write(frame, (error) => {
      left(error);
      done();
    });
  };
  const items = new Set(boardItems);
  const { hasNewLine } = options.published;
  const session = createSession({ items, write, frames, hasNewLine, clock, tally: metrics.tally });
  let inbox = createInbox({ ...options, boardItems });
  let audience = audiences.join(session, items);

  function close(code: CloseCode): void {
    if (closedWith !== undefined) return;
    closedWith = code;
    line.close(code);
    cutLater();
  }

  function cutLater(): void {
    cancelGrace();
    cancelGrace = clock.after(closeGraceMs, () => line.cut());
  }

  function follow(next: ReadonlySet<ItemId>): void {
    const before = audience.items;
    audience.leave(session);
    audience = audiences.join(session, next);
    session.follow(
      audience.items,
      [...next].filter((id) => !before.has(id)),
    );
  }

  function refollow(): void {
    const before = new Set(boardItems);
    const own = [...audience.items].filter((id) => !before.has(id) && knows(id));
    boardItems = options.boardItems();
    inbox = createInbox({ ...options, boardItems });
    const next = new Set([...boardItems, ...own]);
    const isSame = next.size === audience.items.size && [...next].every((id) => audience.items.has(id));
    if (!isSame) follow(next);
  }

  function obey(verdict: InboxVerdict): void {
    if (verdict.do === 'close') close(verdict.code);
    else if (verdict.do === 'follow') follow(verdict.items);
    else if (verdict.do === 'refuse') session.send(frames.of(verdict.err));
  }

  function tend(): void {
    if (session.busy()) {
      // The frame on the way is the question; a ping could only queue up behind it.
      if (session.stalledMs() >= limits.slowAfterMs) giveUpAsSlow();
    } else if (unansweredPings >= maxUnansweredPings) close(closeCodes.silent);
    else if (line.ask !== undefined) {
      unansweredPings += 1;
      line.ask();
    }
  }

  function giveUpAsSlow(): void {
    if (closedWith === undefined) metrics.slow();
    close(closeCodes.slow);
  }

  const hear = (text: string) => obey(inbox.text(text));
  line.listen({
    text: hear,
    binary: () => obey(inbox.binary()),
    ping: () => obey(inbox.ping()),
    answered() {
      // An answer to nothing costs as much to read as a ping does.
      if (unansweredPings === 0) obey(inbox.ping());
      unansweredPings = 0;
    },
    broken: cutLater,
    closed(code) {
      cancelGrace();
      audience.leave(session);
      metrics.closed(closedWith ?? code, line.transport);
      onClosed();
    },
  });

  return { send: session.send, hear, tend, close, refollow };
}
