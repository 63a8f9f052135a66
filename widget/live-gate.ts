/** Decides when a socket may be open: near the reader's eyes, after the page's own work, and not for a hidden page. */
import type { Cancel, Env, PageEvent } from './env.ts';

export interface GateEvents {
  open(): void;
  close(): void;
  /** The network is back: worth a try at once. */
  hurry(): void;
}

export interface Gate {
  /** A strip has come near the viewport; from then on the gate opens when the page lets it. */
  near(): void;
  stop(): void;
}

// Short looks at another tab should not cost a reconnect.
const hiddenCloseMs = 60_000;

export function createGate(env: Env, events: GateEvents): Gate {
  let ready = false;
  let waiting: Cancel | undefined;
  let hiddenTimer: Cancel = () => {};

  const open = () => {
    hiddenTimer();
    if (ready && env.isVisible()) events.open();
  };
  const on: Readonly<Record<PageEvent, () => void>> = {
    visible: open,
    show: open,
    hide: () => events.close(),
    hidden: () => {
      hiddenTimer();
      hiddenTimer = env.after(hiddenCloseMs, () => events.close());
    },
    online: () => events.hurry(),
  };
  const leave = env.onPage((event) => on[event]());

  return {
    near() {
      waiting ??= env.idle(() => {
        ready = true;
        open();
      });
    },
    stop() {
      leave();
      hiddenTimer();
      waiting?.();
    },
  };
}
