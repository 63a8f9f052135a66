/** When a strip is drawn: in the page's next frame, and what goes with the figures when the page has a moment. */
import type { Cancel } from '../env.ts';
import type { Shared } from './shared.ts';

/** What has changed since the last drawing; readings are compared one by one anyway. */
export interface Changes {
  /** Names, order or credits. */
  board: boolean;
  /** Time, words or state, so that even unchanged readings may say something else. */
  all: boolean;
  /** Those too that are scrolled away, as for print. */
  unseen: boolean;
  /** Set once the feed has started afresh, and never taken back: it was so. */
  afresh: boolean;
}

export interface Hand {
  draw(changes: Changes): void;
  /** True where something has been drawn of which the rest is to be told yet. */
  isUntold(): boolean;
  /** Each in a moment of its own. */
  readonly tells: readonly (() => void)[];
}

export interface Pen {
  /** In the next frame; `changes`: beside readings, which are compared anyway. */
  soon(changes?: Partial<Changes>): void;
  /** Without waiting for a frame. */
  now(changes?: Partial<Changes>): void;
  readonly stop: Cancel;
}

// Sentences follow figures by as much: a screen reader's voice is slower, and updates that come close together are told once.
const tellMs = 1000;

export function createPen({ env, frame }: Pick<Shared, 'env' | 'frame'>, hand: Hand): Pen {
  const changes: Changes = { board: true, all: true, unseen: false, afresh: false };
  let telling: Cancel | undefined;

  const tellFrom = (index: number) => {
    telling = env.idle(() => {
      telling = undefined;
      if (index + 1 < hand.tells.length) tellFrom(index + 1);
      hand.tells[index]?.();
      // What was drawn between two of them.
      tellLater();
    });
  };
  const tellLater = () => {
    if (hand.isUntold()) telling ??= env.after(tellMs, () => tellFrom(0));
  };
  const draw = () => {
    const now = { ...changes };
    // Before it: whoever hears of the drawing may ask for another one.
    changes.board = changes.all = changes.unseen = false;
    hand.draw(now);
    tellLater();
  };
  return {
    soon(more) {
      Object.assign(changes, more);
      frame.request(draw);
    },
    now(more) {
      Object.assign(changes, more);
      draw();
    },
    stop() {
      frame.cancel(draw);
      telling?.();
    },
  };
}
