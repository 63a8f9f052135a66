/** Listens to what leaders announce, straight at Redis: who leads, and what was written when. */
import { createClient } from 'redis';
import type { Reading, Stamp } from '../../src/protocol/reading.ts';

export interface Write {
  /** `performance.now()` at its arrival. */
  readonly at: number;
  readonly top: Stamp;
  readonly readings: readonly Reading[];
}

export interface Channel {
  /** Owner in the newest heartbeat; empty before the first. */
  leader(): string;
  /** The newest place in the order that was announced. */
  top(): Stamp;
  /** Newest stamp of each item ever announced. */
  newest(): ReadonlyMap<string, Stamp>;
  lastWriteAt(): number;
  /** Writes announced after a newer one: they must not happen. */
  backward(): number;
  onWrite(listener: (write: Write) => void): () => void;
  /** Listens to another server from now on. */
  moveTo(port: number): Promise<void>;
  close(): void;
}

const retryMs = 50;

export async function openChannel(port: number, name: string): Promise<Channel> {
  const newest = new Map<string, Stamp>();
  const listeners = new Set<(write: Write) => void>();
  let leader = '';
  let top: Stamp = { e: 0, s: 0 };
  let lastWriteAt = 0;
  let backward = 0;

  const hear = (text: string) => {
    const said = JSON.parse(text) as { t: string; e: number; s: number; owner: string; items: Held[] };
    if (said.t === 'hb') leader = said.owner;
    if (said.t !== 'hb' && said.t !== 'put') return;
    const { e, s } = said;
    if (e < top.e || (e === top.e && s < top.s)) backward += said.t === 'put' ? 1 : 0;
    else top = { e, s };
    if (said.t !== 'put') return;
    lastWriteAt = performance.now();
    const readings = said.items.map(({ reading }) => reading);
    for (const reading of readings) newest.set(reading.id, { e: reading.e, s: reading.s });
    for (const listener of listeners) listener({ at: lastWriteAt, top: { e, s }, readings });
  };
  const listen = async (to: number) => {
    const socket = { host: '127.0.0.1', port: to, reconnectStrategy: () => retryMs };
    const client = createClient({ RESP: 2, socket, disableClientInfo: true });
    client.on('error', () => {});
    await client.connect();
    await client.subscribe(name, hear);
    return client;
  };
  let client = await listen(port);
  return {
    leader: () => leader,
    top: () => top,
    newest: () => newest,
    lastWriteAt: () => lastWriteAt,
    backward: () => backward,
    onWrite(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async moveTo(to) {
      client.destroy();
      client = await listen(to);
    },
    close: () => client.destroy(),
  };
}

interface Held {
  readonly reading: Reading;
}
