/** Whether the reader has stopped the figures: one answer for the page, kept only once the reader has chosen. */
import type { Cancel, Env } from './env.ts';
import { createListeners } from './listeners.ts';

export interface Pause {
  isOn(): boolean;
  toggle(): void;
  listen(listener: () => void): Cancel;
}

/** The key of the choice in the browser's storage. */
export const pauseKey = 'masthead:paused';

export function createPause(env: Pick<Env, 'recall' | 'remember'>): Pause {
  const { tell, listen } = createListeners();
  let on = env.recall(pauseKey) === '1';

  return {
    isOn: () => on,
    toggle() {
      on = !on;
      env.remember(pauseKey, on ? '1' : '0');
      tell();
    },
    listen,
  };
}
