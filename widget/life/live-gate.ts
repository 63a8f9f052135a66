/** Decides when a socket may be open: near the reader's eyes, after the page's own work, and not for a hidden page. */
import type { LifeEnv, PageEvent } from '../env.ts';

export interface GateEvents {
  open(): void;
  close(): void;
  /** The network is back: worth a try at once. */
  hurry(): void;
  /** The network has gone: what stands may not for long, and something has to be said anew. */
  doubt(): void;
}

export interface Gate {
  /** A strip is near the viewport, and the page has time: from then on the gate opens. */
  ready(): void;
  /** True from then on while the page is shown, or was a moment ago. */
  isOpen(): boolean;
  /** Opens anew where it is open. */
  again(): void;
  stop(): void;
}

// Short looks at another tab should not cost a reconnect.
const hiddenCloseMs = 60_000;

export function createGate(env: Pick<LifeEnv, 'after' | 'isVisible' | 'onPage'>, events: GateEvents): Gate {
  let ready = false;
  let isOpen = false;
  let hiddenTimer = () => {};

  const open = () => {
    hiddenTimer();
    if (!ready || !env.isVisible()) return;
    isOpen = true;
    events.open();
  };
  const close = () => {
    isOpen = false;
    events.close();
  };
  const hidden = () => {
    hiddenTimer();
    hiddenTimer = env.after(hiddenCloseMs, close);
  };
  const on: Partial<Record<PageEvent, () => void>> = {
    visible: open,
    show: open,
    hide: close,
    hidden,
    online: events.hurry,
    offline: events.doubt,
  };
  const leave = env.onPage((event) => on[event]?.());

  return {
    ready() {
      if (ready) return;
      ready = true;
      if (env.isVisible()) open();
      else hidden();
    },
    isOpen: () => isOpen,
    again: () => {
      if (isOpen) events.open();
    },
    stop() {
      leave();
      hiddenTimer();
    },
  };
}
