/** What all strips of a page share: feeds, chunks, and the reader's pause. */
import { type Chunks, createChunks, type Load } from './chunks.ts';
import type { Env } from './env.ts';
import { Feed } from './feed.ts';
import { createPause, type Pause } from './pause.ts';
import { createPool, type Pool } from './pool.ts';
import { createWishes, type Wishes } from './wishes.ts';

export interface Page {
  readonly env: Env;
  /** Where the module came from; a strip without `server` asks there. */
  readonly server: string;
  readonly chunks: Chunks;
  readonly pool: Pool;
  readonly pause: Pause;
  readonly wishes: Wishes;
  /** True where the reader, or the browser for them, wants figures fetched now and then, without a link. */
  polls(): boolean;
}

/** Starts nothing: no timer, request or listener before the first strip is connected. */
export function createPage(env: Env, server: string, load: Load): Page {
  const wishes = createWishes(env);
  const polls = () => env.savesData() || wishes.get().pace === 'minute';
  const pool = createPool(
    (base, board, locale) => new Feed({ env, base, board, locale, polls, carrier: () => pool.first(base) }),
  );
  return {
    env,
    server,
    chunks: createChunks(env, load),
    pool,
    pause: createPause(env),
    wishes,
    polls,
  };
}
