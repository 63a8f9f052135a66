/** One connection through the shim: a client's socket, the target's, and what goes wrong between them. */
import { connect, type Socket } from 'node:net';
import { makeDelayLine } from './delay-line.ts';
import { makeMessageFilter } from './redis/message-filter.ts';

/** Asked at each chunk, so that a change is felt by connections that are open. */
export interface Faults {
  /** Nothing comes through, no end either. */
  isDark: boolean;
  delayMs: number;
  dropsMessage(): boolean;
}

export interface Link {
  /** Ends both sides at once, in the dark too. */
  cut(): void;
  /** To be told when the dark is over: who left meanwhile is let go. */
  light(): void;
}

/** What the shim holds for one side before it stops to read from the other. */
const maxHeldBytes = 1_048_576;

/**
 * A stream with a hole in it is none: where the dark swallowed something, be it only the beginning or an end, the link
 * stays silent for good. `onCut` is told once.
 */
export function openLink(
  client: Socket,
  target: { readonly host: string; readonly port: number },
  faults: Faults,
  onCut: () => void,
): Link {
  const upstream = faults.isDark ? undefined : connect({ ...target, allowHalfOpen: true, noDelay: true });
  const filter = makeMessageFilter(() => faults.dropsMessage());
  let hasHole = upstream === undefined;
  let isLeft = false;
  let isCut = false;

  const cut = () => {
    if (isCut) return;
    isCut = true;
    line.clear();
    client.destroy();
    upstream?.destroy();
    onCut();
  };
  const isLost = () => {
    hasHole ||= faults.isDark;
    return hasHole;
  };
  /** For what is the end of one side. */
  const end = (pass: () => void) => {
    if (!isLost()) return pass();
    isLeft = true;
    if (!faults.isDark) cut();
  };
  const regulate = () => {
    const isFull = line.heldBytes() > maxHeldBytes || (upstream?.writableNeedDrain ?? false);
    if (isFull) client.pause();
    else client.resume();
  };
  const line = makeDelayLine(
    () => faults.delayMs,
    (chunk) => {
      if (isLost()) return regulate();
      if (chunk === undefined) upstream?.end();
      else upstream?.write(chunk);
      regulate();
    },
  );

  client.on('data', (chunk: Buffer) => {
    if (isLost()) return;
    line.push(chunk);
    regulate();
  });
  client.on('end', () => end(() => line.push(undefined)));
  client.on('drain', () => upstream?.resume());
  client.on('error', () => {});
  client.on('close', () => end(cut));
  upstream?.on('data', (chunk: Buffer) => {
    if (isLost()) return;
    for (const part of filter.push(chunk)) client.write(part);
    if (client.writableNeedDrain) upstream.pause();
  });
  upstream?.on('end', () => end(() => client.end(filter.rest())));
  upstream?.on('drain', regulate);
  upstream?.on('error', () => {});
  upstream?.on('close', () => end(cut));

  return {
    cut,
    light() {
      if (isLeft) cut();
    },
  };
}
