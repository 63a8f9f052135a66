/** Gathers what has to be drawn, and draws it all in one animation frame of the page. */
import type { LifeEnv } from '../env.ts';
import { callEach } from './call-each.ts';

export interface Frame {
  /** Draws at the next frame, once however often it is asked for before. */
  request(draw: () => void): void;
  cancel(draw: () => void): void;
}

export function createFrame(env: Pick<LifeEnv, 'frame'>): Frame {
  const dirty = new Set<() => void>();
  let isPlanned = false;

  const run = () => {
    isPlanned = false;
    const draws = [...dirty];
    dirty.clear();
    // A strip that cannot be drawn must not leave another's old figures looking live.
    callEach(draws);
  };

  return {
    request(draw) {
      dirty.add(draw);
      if (!isPlanned) env.frame(run);
      isPlanned = true;
    },
    // A frame in which nothing is left to draw costs nothing.
    cancel(draw) {
      dirty.delete(draw);
    },
  };
}
