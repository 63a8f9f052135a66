/** Makes another Node process collect its garbage, over its inspector: what is left then is what it holds. */
import { once } from 'node:events';
import { WebSocket } from 'ws';

/** The address that a process started with `--inspect` tells on its standard error; empty where it told none. */
export function inspectorIn(said: string): string {
  return /Debugger listening on (ws:\S+)/.exec(said)?.[1] ?? '';
}

const withinMs = 10_000;

/** Twice: what is freed at the end of the first time goes with the second. Rejects where nothing answers within 10 s. */
export async function collectGarbage(inspector: string): Promise<void> {
  const signal = AbortSignal.timeout(withinMs);
  const socket = new WebSocket(inspector);
  try {
    await once(socket, 'open', { signal });
    for (const id of [1, 2]) {
      socket.send(JSON.stringify({ id, method: 'HeapProfiler.collectGarbage' }));
      await once(socket, 'message', { signal });
    }
  } finally {
    socket.terminate();
  }
}
