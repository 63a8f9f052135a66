/**
 * One board of one server, shared by every strip of the page that shows it: what is held, and the first way to it, one
 * snapshot and one socket. Whatever has to last (coming back, polling, more items) is that of `life/`.
 */
import type { ItemId } from '../src/protocol/item-id.ts';
import {
  decodeServerMessage,
  type Hello,
  type ServerMessage,
  subprotocol,
} from '../src/protocol/messages.ts';
import type { BoardSnapshot } from '../src/protocol/snapshot.ts';
import { boardAddress, socketAddress } from './addresses.ts';
import type { Cancel, Env, HttpAnswer, Socket, SocketEvents } from './env.ts';
import { createListeners, type Listeners } from './listeners.ts';
import { Model } from './model.ts';

/**
 * How it stands with the way to the server. `polled`: by plain requests, as the reader or the browser wants it, or because no
 * link gets through; `lost`: figures are held, but none are coming.
 */
export type FeedStatus =
  | 'loading'
  | 'unreachable'
  | 'unknownBoard'
  | 'connecting'
  | 'live'
  | 'polled'
  | 'lost';

/** `items`: readings; `board`: names, order or credits too; `afresh`: what was held so far does not count any more. */
export type FeedChange = 'status' | 'items' | 'board' | 'afresh';

// A request that nothing answers must not keep the strip from trying again.
const deadlineMs = 10_000;

/** What a feed is made of. */
export type FeedParts = Pick<Feed, 'env' | 'base' | 'board' | 'locale' | 'polls' | 'carrier'>;

export class Feed {
  declare readonly env: Env;
  declare readonly base: string;
  declare readonly board: string;
  declare readonly locale: string;
  declare readonly polls: () => boolean;
  /** The feed whose link brings the figures of all of its server's feeds on the page; itself where it is that one. */
  declare readonly carrier: () => Feed | undefined;
  readonly model = new Model();
  status: FeedStatus = 'loading';
  declare etag: string | undefined;
  /** What the server answered in place of a board; undefined where nothing answered. */
  declare answered: number | undefined;
  /** The first socket, as long as it is open. */
  declare socket: Socket | undefined;
  /** What the server said of itself. */
  declare hello: Hello | undefined;
  /** The board as a whole has come over it. */
  isWhole = false;
  /** Where the socket's events go. */
  declare events: SocketEvents;
  /** Items beside the board, whose readings its first snap does not end. */
  extras: readonly ItemId[] = [];
  /** The reader's eyes are near a strip, and the page has time for it. */
  declare isReady?: boolean;
  /** What the chunks keep going for it. */
  declare stopLife: Cancel | undefined;
  /** Links are opened by another from now on. */
  declare isKept?: boolean;
  declare readonly tell: Listeners<[FeedChange]>['tell'];
  declare readonly listen: Listeners<[FeedChange]>['listen'];
  readonly #leave = new AbortController();
  #offsetMs = 0;
  #isNear?: boolean;
  #isOver?: boolean;

  constructor(parts: FeedParts) {
    Object.assign(this, parts, createListeners());
    this.events = {
      message: (text) => {
        const message = decodeServerMessage(text);
        if (message) this.hear(message);
      },
      closed: () => {
        this.socket = undefined;
        this.#enter('connecting');
      },
    };
    void this.#load();
  }

  /** ms since the epoch by the server's clock as `hello` and `hb` tell it; the reader's own before. */
  now(): number {
    return this.env.now() + this.#offsetMs;
  }

  enter(status: FeedStatus): void {
    this.status = status;
    this.tell('status');
  }

  /** A strip of this board has come near the viewport. */
  near(): void {
    if (this.#isNear) return;
    this.#isNear = true;
    this.#prepare();
  }

  /** A message of the first link. */
  hear(message: ServerMessage): void {
    const isFirstSnap = !this.isWhole && (message.t === 'snap' || message.t === 'same');
    this.isWhole ||= isFirstSnap;
    this.take(message, isFirstSnap);
    if (this.isWhole) this.#enter('live');
  }

  /** `isFirstSnap`: the board as a whole, as the first one on each link is. */
  take(message: ServerMessage, isFirstSnap: boolean): void {
    const { model } = this;
    if ('now' in message && Number.isFinite(message.now)) this.#offsetMs = message.now - this.env.now();
    if (message.t === 'hello') {
      this.hello = message;
      if (message.epoch < model.epoch()) {
        model.restart();
        this.etag = undefined;
        this.tell('afresh');
      }
    }
    if (message.t !== 'snap' && message.t !== 'upd') return;
    if (isFirstSnap) model.keepOnly(new Set([...message.items.map((item) => item?.id), ...this.extras]));
    if (model.apply(message.items)) this.tell('items');
  }

  /** Says false where the answer brings no board. `metaOnly`: its readings are not newer than those held. */
  show(answer: HttpAnswer | undefined, metaOnly = false): boolean {
    const isGood = hasBoard(answer);
    if (isGood) {
      this.etag = answer.etag;
      this.model.applySnapshot({ ...answer.body, ...(metaOnly && { items: [] }) });
      this.tell('board');
    } else if (!this.model.loaded) {
      this.answered = answer?.status;
      this.enter(this.answered === 404 ? 'unknownBoard' : 'unreachable');
    }
    return isGood;
  }

  url(): string {
    return boardAddress(this.base, this.board, this.locale);
  }

  stop(): void {
    this.#isOver = true;
    this.#leave.abort();
    this.stopLife?.();
    this.socket?.close(1000);
  }

  async #load(): Promise<void> {
    const { env, board } = this;
    let answer: HttpAnswer | undefined = { status: 200, body: env.inlined(board) };
    const timer = env.after(deadlineMs, () => this.#leave.abort());
    if (!hasBoard(answer)) {
      // The page's own first paint comes first: nothing of a strip is to be waited for by those who measure it.
      await new Promise<void>((done) => env.idle(done));
      try {
        answer = await env.getJson(this.url(), this.#leave.signal);
      } catch {
        answer = undefined;
      }
    }
    timer();
    if (this.show(answer)) this.status = 'connecting';
    this.#prepare();
  }

  // The snapshot first: its tag spares the socket the board.
  #prepare(): void {
    const { env } = this;
    if (!this.#isNear || this.status === 'loading') return;
    env.idle(() => {
      if (this.#isOver) return;
      this.isReady = true;
      if (env.isVisible() && !this.isKept && !this.polls() && this.carrier() === this) this.#connect();
      this.tell('status');
    });
  }

  #connect(): void {
    const { env, base, board, etag } = this;
    try {
      this.socket = env.openSocket(socketAddress(base, board, etag), subprotocol, {
        message: (text) => this.events.message(text),
        closed: (code) => this.events.closed(code),
      });
    } catch {
      // Such as an http server on an https page: a failure like any other, never thrown into the host page.
    }
  }

  // Without figures a strip says why there are none, whatever the socket does.
  #enter(status: FeedStatus): void {
    if (this.model.loaded) this.enter(status);
  }
}

function hasBoard(answer: HttpAnswer | undefined): answer is HttpAnswer & { readonly body: BoardSnapshot } {
  const body = answer?.body as Partial<BoardSnapshot> | null | undefined;
  return answer?.status === 200 && Array.isArray(body?.meta) && Array.isArray(body.items);
}
