/** The idle chunk: takes a strip over as its first picture stands, and keeps it right until it is cancelled. */

import { plainTag } from '../../src/view/intl-format.ts';
import { languageFor } from '../../src/view/language-for.ts';
import type { Cancel } from '../env.ts';
import type { StripParts } from '../first-strip.ts';
import { adopt } from '../sheets.ts';
import type * as Card from './card.ts';
import css from './finish.css';
import { runFinished } from './finished-strip.ts';
import type * as KeptFocus from './kept-focus.ts';
import { sharedOf, warm } from './shared.ts';
import { createShown } from './shown.ts';

/** Finishes the strip once the page has had time for the reader's formatters; until `leave` is called the first picture goes on. */
export function finishStrip(first: StripParts, leave: Cancel): Cancel {
  // As servers and half-typed attributes name it, Intl refuses it, here and in panels.
  const settings = { ...first.settings, locale: plainTag(first.settings.locale) };
  const parts = { ...first, settings };
  const shared = sharedOf(parts.page);
  // In a frame before that of what it dresses: both in one are a long task on a slow phone.
  adopt(parts.shadow, css);
  // The link is taken over at once: what it needs to stay up must not wait. The reader's pace may be another than before.
  shared.lifeOf(parts.feed).repace();
  // By the tag as it came, since the words that stand in the page go by that.
  const stayInEnglish = speakLater(first);
  // At once, too: a reader's pause does not wait for formatters.
  const shown = createShown(parts.feed.model);
  const { pause } = parts.page;
  shown.hold(pause.isOn(), parts.quotes);
  const leavePause = pause.listen(() => shown.hold(pause.isOn()));
  let stop: Cancel = () => {};
  const leaveCard = withCard(parts, (card) => {
    stop = warm(shared.env, shared.formats(settings.locale), (formats) => {
      leave();
      stop = runFinished(shared, parts, shown, formats, card);
    });
  });
  return () => {
    const at = first.view.root.querySelector(':focus');
    if (at)
      void parts.page.chunks.load('focus').then(
        (chunk) => (chunk as typeof KeptFocus).keepFocus(parts.shadow, at, shared.env),
        () => {},
      );
    stayInEnglish();
    leavePause();
    leaveCard();
    stop();
  };
}

/** Calls with what only cards have, undefined for other layouts. */
function withCard({ page, view }: StripParts, done: (card: typeof Card | undefined) => void): Cancel {
  if (view.root.classList.contains('card'))
    return page.chunks.until('card', (chunk) => done(chunk as typeof Card));
  done(undefined);
  return () => {};
}

/** Words that came too late for the first picture: all strips begin anew, and find them there; unless cancelled. */
function speakLater({ page, host, settings: { leaves, locale } }: StripParts): Cancel {
  const { chunks, wishes, env } = page;
  const language = languageFor(locale);
  const leave = new AbortController();
  // Whoever is at a tile of any of them would lose it: not before they leave, and not as they come to the next one.
  const begin = () => {
    if (leave.signal.aborted) return;
    const focused = document.querySelector(`${host.localName}:focus-within`);
    const again = () => env.after(0, begin);
    if (focused) focused.addEventListener('focusout', again, { once: true, signal: leave.signal });
    else wishes.set(wishes.get());
  };
  // It goes on in English for no longer than they keep failing, as on a page that was opened without a network.
  if (leaves === undefined && language !== 'en')
    leave.signal.onabort = chunks.until(`words/${language}`, begin);
  return () => leave.abort();
}
