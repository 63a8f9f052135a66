/** What tests of the shim share: a line through it, both ends of which they hold. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, vi } from 'vitest';
import { type Shim, startShim } from './tcp-shim.ts';

/** What is to be undone after a test, the last first. */
export const cleanups: (() => unknown)[] = [];

export async function cleanUp(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

/** One end of a connection and what it has heard. */
export interface End {
  readonly socket: Socket;
  heard: string;
  /** `end` or `close`, as it was told. */
  readonly told: string[];
}

export function listenTo(socket: Socket): End {
  const end: End = { socket, heard: '', told: [] };
  socket.on('data', (chunk: Buffer) => {
    end.heard += chunk.toString('latin1');
  });
  for (const event of ['end', 'close']) socket.on(event, () => end.told.push(event));
  socket.on('error', () => {});
  cleanups.push(() => socket.destroy());
  return end;
}

/** A shim before a server that only listens; `dial` gives both ends of a new connection. */
export async function makeLine(): Promise<{
  shim: Shim;
  dial(): Promise<[End, End]>;
  dialOnly(): Promise<End>;
}> {
  const accepted: End[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => accepted.push(listenTo(socket)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => server.close());
  const shim = await startShim({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  cleanups.push(() => shim.stop());
  const dialOnly = async () => {
    const client = listenTo(connect({ host: '127.0.0.1', port: shim.port, allowHalfOpen: true }));
    await once(client.socket, 'connect');
    return client;
  };
  const dial = async (): Promise<[End, End]> => {
    const before = accepted.length;
    const client = await dialOnly();
    return [client, await vi.waitFor(() => defined(accepted[before]))];
  };
  return { shim, dial, dialOnly };
}

function defined<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not yet');
  return value;
}

export const hears = (end: End, text: string) =>
  vi.waitFor(() => expect(end.heard).toBe(text), { timeout: 5_000 });

/** By then whatever was written before would have come through. */
export async function exchange([client, server]: readonly [End, End]): Promise<void> {
  client.socket.write('there');
  await hears(server, 'there');
  server.socket.write('and back');
  await hears(client, 'and back');
}
