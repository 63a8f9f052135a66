/** Has a board fetched anew when what comes of it is not in the snapshot that is held, until one has come that is another. */
import { hasValue, type Reading } from '../../src/protocol/reading.ts';
import type { Feed } from '../feed.ts';
import type { Model } from '../model.ts';
import { createOldAnswers, type OldAnswers } from './old-answers.ts';

export interface BoardWatch extends Pick<OldAnswers, 'judge'> {
  /** An item without a name, or one that has gone. */
  outdated(): void;
  /** Readings have come: a source among theirs may have come into use since the snapshot, and its credit must be shown. */
  heard(): void;
}

export function createBoardWatch(feed: Pick<Feed, 'model' | 'extras'>, load: () => void): BoardWatch {
  const { model } = feed;
  const answers = createOldAnswers(
    () => shapeOf(model),
    () => isWanting(feed),
  );
  const missed = new Set<string>();

  const outdated = () => {
    model.isBehind = false;
    answers.expect();
    load();
  };
  return {
    outdated,
    heard() {
      if (!model.loaded) return;
      const fresh = uncredited(feed).filter((source) => !missed.has(source));
      for (const source of fresh) missed.add(source);
      if (fresh.length > 0) outdated();
    },
    judge: answers.judge,
  };
}

/** What is followed beside the board has its names and credits from elsewhere. */
function ownReadings({ model, extras }: Pick<Feed, 'model' | 'extras'>): Reading[] {
  return model.readings().filter(({ id }) => !extras.includes(id));
}

function uncredited(feed: Pick<Feed, 'model' | 'extras'>): string[] {
  return ownReadings(feed)
    .filter(hasValue)
    .map(({ source }) => source)
    .filter((source) => !(source in feed.model.sources));
}

/** Something has gone, or come, that another snapshot would tell of. An item may have no reading for other reasons, too. */
function isWanting(feed: Pick<Feed, 'model' | 'extras'>): boolean {
  const { model } = feed;
  return (
    model.board.some((id) => model.held(id) === undefined) ||
    ownReadings(feed).some(({ id }) => !model.meta.has(id)) ||
    uncredited(feed).length > 0
  );
}

/** The same for two snapshots that name the same items and sources. */
function shapeOf({ board, sources }: Model): string {
  return [...board, ...Object.keys(sources)].join();
}
