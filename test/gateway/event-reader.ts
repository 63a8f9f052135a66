/** Readers of a gateway's server-sent events, over plain HTTP. */
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { onTestFinished } from 'vitest';
import type { Gateway } from '../../src/gateway/gateway.ts';
import { decodeServerMessage, type ServerMessage } from '../../src/protocol/messages.ts';

export interface EventReader {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The text of each event's `data`. */
  readonly texts: readonly string[];
  readonly messages: readonly ServerMessage[];
  /** All that came, as it came. */
  raw(): string;
  /** Resolves once `done` holds; it is asked after each piece that arrives. */
  until(done: () => boolean): Promise<void>;
  /** Resolves with the first message of the type after the first `after` messages. */
  next<T extends ServerMessage['t']>(
    t: T,
    after?: number,
  ): Promise<Extract<ServerMessage, { readonly t: T }>>;
  /** Resolves once the stream has ended, in order or not. */
  readonly ended: Promise<'ended' | 'cut'>;
  /** Stops reading from the network; what comes back goes on. */
  stall(): () => void;
  leave(): void;
}

/** `query` without the question mark. Whatever the status: an answer that is no stream ends by itself. */
export async function listen(
  gateway: Gateway,
  query = 'board=front',
  headers: Readonly<Record<string, string>> = {},
): Promise<EventReader> {
  const response = await ask(`${gateway.url()}/v1/events?${query}`, headers);
  const waiting = new Set<() => void>();
  const texts: string[] = [];
  const messages: ServerMessage[] = [];
  let raw = '';
  let rest = '';
  response.setEncoding('utf8').on('data', (piece: string) => {
    raw += piece;
    const blocks = (rest + piece).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) take(block);
    for (const wake of [...waiting]) wake();
  });
  function take(block: string): void {
    const text = block.replace(/^data: /, '');
    const message = decodeServerMessage(text);
    texts.push(text);
    if (message !== undefined) messages.push(message);
  }
  const ended = new Promise<'ended' | 'cut'>((resolve) => {
    response.once('end', () => resolve('ended'));
    response.once('error', () => resolve('cut'));
  });
  onTestFinished(() => void response.destroy());

  const until = (done: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!done()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });

  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    texts,
    messages,
    raw: () => raw,
    until,
    async next(t, after = 0) {
      const find = () => messages.slice(after).find((message) => message.t === t);
      await until(() => find() !== undefined);
      return find() as Extract<ServerMessage, { readonly t: typeof t }>;
    },
    ended,
    stall() {
      response.socket.pause();
      return () => void response.socket.resume();
    },
    leave: () => void response.destroy(),
  };
}

function ask(url: string, headers: Readonly<Record<string, string>>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { headers, agent: false }, resolve).on('error', reject).end();
  });
}
