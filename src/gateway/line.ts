/** The port between a reader's connection and what carries it: WebSocket or server-sent events. */
import type { CloseCode } from '../protocol/close-codes.ts';

/** Also the values of a metric's label. */
export type Transport = 'websocket' | 'events';

/** What a transport tells of its reader. */
export interface LineEvents {
  text(data: string): void;
  binary(): void;
  /** The reader asks whether we are still there. */
  ping(): void;
  /** It has answered `ask`. */
  answered(): void;
  /** It broke a rule of the transport, which has said so itself and is ending. */
  broken(): void;
  /** Once, with the code of RFC 6455 that fits. */
  closed(code: number): void;
}

export interface Line {
  readonly transport: Transport;
  isOpen(): boolean;
  /** Hands over a whole frame as `Frames` builds it. `done` comes once it has left the process or never will, and never before this returns. */
  write(frame: Buffer, done: (error?: Error | null) => void): void;
  /** Asks whether the reader is still there; absent where it has no way to answer. */
  readonly ask?: () => void;
  /** Ends in order. */
  close(code: CloseCode): void;
  /** Ends at once. */
  cut(): void;
  /** To be called once, before anything is written. */
  listen(events: LineEvents): void;
}
