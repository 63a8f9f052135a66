/** What the reader chose, as it is kept in the browser or came with the address. Whoever grants a wish checks it. */
import { parseJson } from '../src/protocol/json.ts';
import type { Cancel, Env } from './env.ts';
import { createListeners } from './listeners.ts';
import type { Preferences } from './preferences.ts';

export interface Wishes {
  get(): Preferences;
  /** For as long as the page lives. Whoever wants them kept for the next page stores them. */
  set(wishes: Preferences): void;
  listen(listener: () => void): Cancel;
}

/** The key of the text in the browser's storage; the text is JSON. */
export const wishesKey = 'masthead:preferences';

// 63 names of at most 54 characters, and room for the rest.
const longestText = 4000;

/** Starts with those that are kept. */
export function createWishes(env: Pick<Env, 'recall'>): Wishes {
  const { tell, listen } = createListeners();
  // Of what is no object there is nothing to take.
  let wishes: Preferences = Object(parseJson(env.recall(wishesKey)?.slice(0, longestText)));

  return {
    get: () => wishes,
    set(next) {
      wishes = next;
      tell();
    },
    listen,
  };
}
