/** One strip at work: puts its parts together, and has it drawn when its feed, the reader or time changes something. */
import { alertsValueOf, nextAlertChange } from '../src/view/alert-chip.ts';
import { nextStaleAt } from '../src/view/staleness.ts';
import type { TemperatureUnit } from '../src/view/view-context.ts';
import { wordsFor } from '../src/view/words-for.ts';
import type { Cancel } from './env.ts';
import type { FeedChange } from './feed.ts';
import type { Page } from './page.ts';
import { type Changes, createPainter } from './painter.ts';
import { createPlace } from './place.ts';
import { watchRow } from './row-scroll.ts';
import { createShown } from './shown.ts';
import { createStripView } from './strip-view.ts';

export interface StripSettings {
  readonly base: string;
  readonly board: string;
  /** The place whose weather is shown; undefined: the board's first. */
  readonly place: string | undefined;
  readonly locale: string;
  readonly units: TemperatureUnit;
}

/** Draws into `shadow`, which it takes as its own, until cancelled. */
export function runStrip(page: Page, host: Element, shadow: ShadowRoot, settings: StripSettings): Cancel {
  const { env, frame, pause, staleWatch } = page;
  const { locale, units } = settings;
  const words = wordsFor(locale);
  const view = createStripView(words);
  const { feed, release } = page.pool.lease(settings.base, settings.board);
  const shown = createShown(feed.model);
  const place = createPlace(feed, settings.place);
  const paint = createPainter({ page, feed, shown, place, view, words, locale, units });
  const changes: Changes = { board: feed.model.loaded, all: true, afresh: false };

  const draw = () => {
    paint(changes);
    changes.board = changes.all = false;
    staleWatch.aim();
  };
  const redraw = () => {
    changes.all = true;
    frame.request(draw);
  };
  const hear = (change: FeedChange) => {
    if (change === 'board') changes.board = true;
    if (change === 'afresh') {
      changes.afresh = true;
      shown.letGo();
    }
    if (change === 'items') frame.request(draw);
    else redraw();
  };
  const nextInMs = () => {
    const now = feed.now();
    const alertsId = place.alertsId();
    const alerts = alertsId && alertsValueOf(shown.held(alertsId)?.reading);
    const moments = [nextStaleAt(shown.readings(), now), alerts && nextAlertChange(alerts, now)];
    const known = moments.filter((at) => at !== undefined);
    return known.length === 0 ? undefined : Math.min(...known) - now;
  };

  draw();
  shadow.replaceChildren(view.root);
  view.pause.addEventListener('click', pause.toggle);
  const stops = [
    feed.listen(hear),
    pause.listen(redraw),
    page.loadFormats(locale, redraw),
    staleWatch.add({ nextInMs, recheck: redraw }),
    env.whenNear(host, feed.near),
    watchRow(env, view.row, view.next, words),
  ];
  return () => {
    for (const stop of stops) stop();
    frame.cancel(draw);
    place.stop();
    release();
  };
}
