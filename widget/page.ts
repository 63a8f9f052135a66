/** What all strips of a page share: feeds, the animation frame, the stale timer, the pause, the formatters. */
import type { Formats } from '../src/view/formats.ts';
import { intlFormats } from '../src/view/intl-format.ts';
import { plainFormats } from '../src/view/plain-format.ts';
import type { Cancel, Env } from './env.ts';
import { createFeed } from './feed.ts';
import { createFrame, type Frame } from './frame.ts';
import { createPause, type Pause } from './pause.ts';
import { createPool, type Pool } from './pool.ts';
import { createStaleWatch, type StaleWatch } from './stale-watch.ts';

export interface Page {
  readonly env: Env;
  /** Where the module came from; a strip without `server` asks there. */
  readonly server: string;
  readonly pool: Pool;
  readonly frame: Frame;
  readonly staleWatch: StaleWatch;
  readonly pause: Pause;
  /** Plain ones at first; `ready` is called once Intl's are there. Cancel it where it is not waited for any more. */
  formats(locale: string): Formats;
  loadFormats(locale: string, ready: () => void): Cancel;
}

/** Starts nothing: no timer, request or listener before the first strip is connected. */
export function createPage(env: Env, server: string): Page {
  const formats = new Map<string, Formats>();
  return {
    env,
    server,
    pool: createPool((base, board) => createFeed(env, base, board)),
    frame: createFrame(env),
    staleWatch: createStaleWatch(env),
    pause: createPause(env),
    formats: (locale) => formats.get(locale) ?? plainFormats,
    loadFormats: (locale, ready) =>
      env.idle(() => {
        if (!formats.has(locale)) formats.set(locale, warm(intlFormats(locale)));
        ready();
      }),
  };
}

/** Has the slow first formatter of each kind made here, in the idle task, and not in a frame. */
function warm(formats: Formats): Formats {
  formats.percent('0', 2);
  formats.number('0', 2);
  formats.money('0', 'USD', 2);
  formats.moment(1, 2);
  return formats;
}
