/** Readers that connect to a gateway over a real socket and keep what they are sent. */
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { Gateway } from '../../src/gateway/gateway.ts';
import { decodeServerMessage, type ServerMessage, subprotocol } from '../../src/protocol/messages.ts';

export interface Reader {
  readonly ws: WebSocket;
  readonly messages: ServerMessage[];
  /** Resolves with the first message, old or new, for which `matches` holds. */
  until(matches: (message: ServerMessage) => boolean): Promise<ServerMessage>;
  /** Resolves once there is a message of this type after the first `after` messages. */
  next<T extends ServerMessage['t']>(
    t: T,
    after?: number,
  ): Promise<Extract<ServerMessage, { readonly t: T }>>;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
  send(message: unknown): void;
}

export interface ConnectOptions {
  readonly query?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly protocols?: readonly string[];
}

/** Rejects with `status <n>` where the upgrade is refused. */
export async function connect(gateway: Gateway, options: ConnectOptions = {}): Promise<Reader> {
  const reader = open(gateway, options);
  await reader.opened;
  return reader;
}

export function open(
  gateway: Gateway,
  { query = 'board=front', path = '/v1/live', headers = {}, protocols = [subprotocol] }: ConnectOptions = {},
): Reader & { readonly opened: Promise<void> } {
  const ws = new WebSocket(`${gateway.url().replace('http', 'ws')}${path}?${query}`, [...protocols], {
    headers,
  });
  const messages: ServerMessage[] = [];
  const waiting = new Set<() => void>();
  ws.on('message', (data) => {
    const message = decodeServerMessage(data.toString());
    if (message !== undefined) messages.push(message);
    for (const wake of [...waiting]) wake();
  });
  const opened = new Promise<void>((resolve, reject) => {
    ws.once('open', resolve);
    ws.once('unexpected-response', (_request, response) => {
      ws.on('error', () => {});
      ws.terminate();
      reject(new Error(`status ${response.statusCode}`));
    });
    ws.on('error', reject);
  });
  const closed = new Promise<number>((resolve) => {
    ws.once('close', resolve);
  });
  onTestFinished(() => ws.terminate());

  function until(matches: (message: ServerMessage, index: number) => boolean): Promise<ServerMessage> {
    return new Promise((resolve) => {
      const look = () => {
        const found = messages.find(matches);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  }

  return {
    ws,
    messages,
    opened,
    closed,
    until,
    next: async (t, after = 0) =>
      (await until((message, index) => index >= after && message.t === t)) as Extract<
        ServerMessage,
        { readonly t: typeof t }
      >,
    send: (message) => ws.send(typeof message === 'string' ? message : JSON.stringify(message)),
  };
}

/** Resolves once the gateway has noticed that so many sockets are left. */
export async function untilReaders(gateway: Gateway, count: number): Promise<void> {
  while (gateway.readers() !== count) await new Promise((resolve) => setImmediate(resolve));
}
