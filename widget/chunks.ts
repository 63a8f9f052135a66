/** Loads the script's further parts, each once for the page, and again after a failure. */
import { languageFor } from '../src/view/language-for.ts';
import type { Cancel, Env } from './env.ts';

/** Gets a chunk by its name, from where this module lies; another `again` makes its address another. */
export type Load = (name: string, again: string) => Promise<unknown>;

export interface Chunks {
  /** Calls once with the chunk of that name, however many tries it takes, unless cancelled. */
  until(name: string, done: (chunk: unknown) => void): Cancel;
  /** The strings of the tag's language; undefined for English, and where they do not come in time. */
  words(locale: string): Promise<readonly string[] | undefined>;
  /** Any other by its name; rejects where it does not come, and can be asked for again. */
  load(name: string): Promise<unknown>;
}

const retryMs = 5000;
// Figures do not wait for longer: without its words a strip begins in English.
const slowMs = 1500;

export function createChunks(env: Env, load: Load): Chunks {
  const loaded = new Map<string, Promise<unknown>>();
  let failures = 0;
  // A browser may keep a module's failure for as long as the page lives: each try has an address of its own.
  const get = (name: string) => {
    const chunk = loaded.get(name) ?? load(name, failures === 0 ? '' : `?again=${failures}`);
    loaded.set(name, chunk);
    return chunk.catch((error: unknown) => {
      loaded.delete(name);
      failures += 1;
      throw error;
    });
  };

  return {
    load: get,
    until(name, done) {
      let leave: Cancel | undefined;
      let isWanted = true;
      const attempt = (tries: number) =>
        get(name).then(
          (chunk) => {
            if (isWanted) done(chunk);
          },
          () => {
            // Later each time, and spread: many pages may have lost the same server at once.
            if (isWanted) leave = env.after(retryMs * (tries + env.random()), () => void attempt(tries + 1));
          },
        );
      void attempt(1);
      return () => {
        isWanted = false;
        leave?.();
      };
    },
    async words(locale) {
      const language = languageFor(locale);
      if (language === 'en') return undefined;
      const chunk = await new Promise((done) => {
        const leave = env.after(slowMs, () => done(undefined));
        get(`words/${language}`).then(done, done).finally(leave);
      });
      // An error has none.
      return (chunk as { default?: readonly string[] } | undefined)?.default;
    },
  };
}
