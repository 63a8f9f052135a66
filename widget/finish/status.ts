/** How a strip stands as a whole: the word beside its row, what stands in place of figures, and what is said aloud of it. */
import { hasValue, type ValuedReading } from '../../src/protocol/reading.ts';
import { fill } from '../../src/view/fill.ts';
import { sentences } from '../../src/view/spoken.ts';
import { isStale } from '../../src/view/staleness.ts';
import { momentOf } from '../../src/view/state-words.ts';
import { write } from '../build.ts';
import { type FinishedParts, quoteIdsOf } from './finished-parts.ts';

export function drawStatus(parts: FinishedParts, paused: boolean, afresh: boolean): void {
  const { feed, view, words } = parts;
  const isLost = feed.status === 'lost' && !paused;
  const isUp = (feed.status === 'live' || feed.status === 'polled') && !paused;
  const isCurrent = isUp && isAnyCurrent(parts);
  const state = paused
    ? words.paused
    : isUp && !isCurrent
      ? dated(parts, valuesOf(parts), words.asOf, words.noData)
      : stateWord(parts);
  const message = feed.model.loaded ? undefined : messageOf(parts);
  view.showDemo(feed.model.demo);
  view.showPaused(paused);
  view.showState(state, isCurrent && feed.status === 'live');
  view.showMessage(message);
  write(view.root, 'data-lost', isLost ? '' : undefined);
  speak(parts, { state, isUp, isLost, afresh });
}

interface Standing {
  readonly state: string;
  readonly isUp: boolean;
  readonly isLost: boolean;
  readonly afresh: boolean;
}

// Where a proxy cuts each link after a minute, the next one stands within a second: a voice that told of each would never rest.
const passingMs = 5000;

/** Says what is news of how it stands. That it is paused, its button has said; that it waits is none. */
function speak(parts: FinishedParts, standing: Standing): void {
  const { env, feed, words, furniture, voice } = parts;
  const { state, isUp, isLost, afresh } = standing;
  if ((voice.speaker ?? furniture) !== furniture) return;
  if (isLost)
    voice.passing ??= env.after(passingMs, () => {
      // A browser is online again before its link is: the loss is told as it was, and then that it is over.
      voice.loss ||= lossOf(parts);
      feed.tell('status');
    });
  else {
    voice.passing?.();
    voice.passing = undefined;
  }
  const facts = [
    isUp && voice.loss ? state : voice.loss,
    feed.model.loaded || feed.status === 'loading' ? '' : messageOf(parts),
    afresh ? words.afresh : '',
    feed.model.demo ? words.demoStatus : '',
  ].filter(Boolean);
  const news = facts.filter((fact) => !voice.told.includes(fact));
  if (news.length > 0 && !voice.speaker) standForVoice(parts, standing);
  else {
    voice.told = facts;
    if (isUp) voice.loss = '';
    if (news.length > 0) furniture.announce(sentences(news, words));
  }
}

// Once what was drawn has its layout: to ask in the midst of it would cost another one.
const laidOutMs = 100;

/** One that is not rendered, such as a page's other layout for phones, has no voice: another has to say it. */
function standForVoice(parts: FinishedParts, standing: Standing): void {
  const { env, view, furniture, voice } = parts;
  env.after(laidOutMs, () => {
    if (view.root.getClientRects().length > 0) voice.speaker ??= furniture;
    if (voice.speaker === furniture) speak(parts, standing);
  });
}

/**
 * A connection over which nothing current comes is not what a reader calls live, and figures that are fetched and are old
 * are not updated. Without quotes there is nothing to say.
 */
function isAnyCurrent(parts: FinishedParts): boolean {
  const now = parts.feed.now();
  return quoteIdsOf(parts).length === 0 || valuesOf(parts).some((value) => !isStale(value, now));
}

/** Of the row: the weather tells its age by itself. */
function valuesOf(parts: FinishedParts): ValuedReading[] {
  return quoteIdsOf(parts)
    .flatMap((id) => parts.shown.held(id)?.reading ?? [])
    .filter(hasValue);
}

/** `template` with the time of the newest of `values`; `none` where there are none. */
function dated(
  { feed, formats }: FinishedParts,
  values: readonly ValuedReading[],
  template: string,
  none: string,
): string {
  if (values.length === 0) return none;
  const newest = values.reduce((before, next) => (next.asOf > before.asOf ? next : before));
  return fill(template, formats.moment(momentOf(newest), feed.now()));
}

/** Whose fault it is, as far as the browser knows. */
function lossOf(parts: FinishedParts): string {
  const { env, words, shown } = parts;
  const all = shown.readings().filter(hasValue);
  const quotes = valuesOf(parts);
  return env.isOnline()
    ? words.lost
    : dated(parts, quotes.length > 0 ? quotes : all, words.offline, words.lost);
}

function stateWord({ feed, life, words, formats }: FinishedParts): string {
  if (feed.status !== 'polled') return words[feed.status];
  const everyS = life.pollMs() / 1000;
  return fill(
    words.polled,
    everyS < 60 ? formats.duration(everyS, 'second') : formats.duration(everyS / 60, 'minute'),
  );
}

function messageOf({ env, feed, words }: FinishedParts): string {
  if (feed.status === 'unknownBoard') return words.unknownBoard;
  if (feed.status !== 'unreachable') return words.loading;
  return env.isOnline() && feed.answered === undefined ? words.serverBlocked : words.unreachable;
}
