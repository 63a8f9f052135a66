/** Keeps connections to the readers' port from taking the files that feeds, store and those on call need as well. */
import type { Server } from 'node:http';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';

export interface TcpLimitOptions {
  /** How many may be open, whether readers or requests have them. */
  readonly maxConnections: number;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly log: Pick<Log, 'warn'>;
  readonly onDropped: () => void;
}

/** Whoever floods the port makes neither work nor lines of it. */
const roomEveryMs = 1_000;
const tellEveryMs = 600_000;

/** Where the last place is taken, connections that only wait for a next request go; where none does, newcomers do. */
export function limitTcp(server: Server, { maxConnections, clock, log, onDropped }: TcpLimitOptions): void {
  const mayMakeRoom = atMostEach(roomEveryMs, clock);
  const mayTell = atMostEach(tellEveryMs, clock);
  const makeRoom = () => {
    // Browsers and proxies open another one where a kept one is gone.
    if (mayMakeRoom()) server.closeIdleConnections();
  };
  server.maxConnections = maxConnections;
  server.on('connection', () =>
    server.getConnections((_error, open) => {
      if (open >= maxConnections) makeRoom();
    }),
  );
  server.on('drop', () => {
    // Those that were busy when the last place was taken may be idle by now.
    makeRoom();
    onDropped();
    if (mayTell()) log.warn('connections dropped', { maxConnections });
  });
}

function atMostEach(ms: number, clock: Pick<Clock, 'monotonic'>): () => boolean {
  let lastAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = clock.monotonic();
    if (now - lastAt < ms) return false;
    lastAt = now;
    return true;
  };
}
