/** What the finished strips of a page share: the browser, one frame, one timer, the lives of feeds, the formatters. */
import type { Formats } from '../../src/view/formats.ts';
import { intlFormats } from '../../src/view/intl-format.ts';
import { browserLife, type Cancel, type LifeEnv } from '../env.ts';
import type { Feed } from '../feed.ts';
import type { FeedLife } from '../life/feed-life.ts';
import type { Page } from '../page.ts';
import { pauseKey } from '../pause.ts';
import { preferencesInFragment } from '../preferences.ts';
import { createFrame, type Frame } from './frame.ts';
import { grown } from './grown.ts';
import { lifeLater } from './life-later.ts';
import { createStaleWatch, type StaleWatch } from './stale-watch.ts';
import { createVoice, type Voice } from './voice.ts';

export interface Shared {
  readonly env: LifeEnv;
  readonly frame: Frame;
  readonly staleWatch: StaleWatch;
  readonly voice: Voice;
  /** Takes up what the page's address shares, once for each that it shares. */
  heed(): void;
  lifeOf(feed: Feed): FeedLife;
  /** A tag's formatters; `warm` them before they are used. */
  formats(locale: string): Formats;
}

const pages = new WeakMap<Page, Shared>();

export function sharedOf(page: Page): Shared {
  const known = pages.get(page);
  if (known !== undefined) return known;
  const shared = createShared({ ...browserLife, ...page.env }, page);
  pages.set(page, shared);
  shared.heed();
  return shared;
}

/** For this page alone: the link froze it, and not the reader. */
function freeze({ pause }: Page, env: LifeEnv): void {
  if (pause.isOn()) return;
  pause.toggle();
  env.forget(pauseKey);
}

function createShared(env: LifeEnv, page: Page): Shared {
  const lives = new WeakMap<Feed, FeedLife>();
  const formats = new Map<string, Formats>();
  const heeded = new Set<string | undefined>();
  const lifeOf = (feed: Feed): FeedLife => {
    const life = lives.get(feed) ?? lifeLater(feed, env, page.chunks, lifeOf);
    lives.set(feed, life);
    feed.model.grow = grown;
    return life;
  };
  return {
    env,
    frame: createFrame(env),
    staleWatch: createStaleWatch(env),
    voice: createVoice(),
    heed() {
      const wishes = preferencesInFragment(env.fragment());
      const text = JSON.stringify(wishes);
      // A link that the reader comes back to does not undo what they chose since.
      if (wishes === undefined || heeded.has(text)) return;
      heeded.add(text);
      if (wishes.pace === 'frozen') freeze(page, env);
      page.wishes.set(wishes);
    },
    lifeOf,
    // They outlive the strip that asks first: its callback in one scope with them would keep it for as long as the page stands.
    formats(locale) {
      const made = formats.get(locale) ?? intlFormats(locale);
      formats.set(locale, made);
      return made;
    },
  };
}

// The first formatter of each kind is slow: each is made in a task of its own, the first in an idle one, and none in a frame.
const uses: readonly ((formats: Formats, now: number) => unknown)[] = [
  (formats) => formats.number('0', 2),
  (formats) => formats.percent('0', 2),
  (formats) => formats.money('0', 'USD', 2),
  // Of today: each offset from UTC that the reader's zone has had takes another one.
  (formats, now) => formats.moment(now, now),
  (formats) => formats.percent('0', 2, true),
  (formats) => formats.plural(2),
];

/** Has each formatter made once, and then calls with them; cancel it where they are not waited for. */
export function warm(env: LifeEnv, formats: Formats, ready: (formats: Formats) => void): Cancel {
  let cancel: Cancel = () => {};
  const step = (index: number) => {
    const use = uses[index];
    if (use === undefined) return ready(formats);
    use(formats, env.now());
    cancel = env.after(0, () => step(index + 1));
  };
  cancel = env.idle(() => step(0));
  return () => cancel();
}
