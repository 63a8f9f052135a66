/** Has a board fetched anew when what comes of it is not in the snapshot that is held, until one has come that is another. */
import { hasValue } from '../../src/protocol/reading.ts';
import type { Model } from '../model.ts';
import type { Outcome } from './snapshot-client.ts';

export interface BoardWatch {
  /** An item without a name, or one that has gone. */
  outdated(): void;
  /** Readings have come: a source among theirs may have come into use since the snapshot, and its credit must be shown. */
  heard(): void;
  /** What a snapshot is worth that `show` takes over, and whose goodness it says. */
  judge(show: () => boolean): Outcome;
}

// No board comes through more caches than that, each of which may give the old one once.
export const mostOld = 3;

export function createBoardWatch(model: Model, load: () => void): BoardWatch {
  // So many snapshots may turn out to be the old one, before it is taken for what there is.
  let chances = 0;
  const missed = new Set<string>();

  const outdated = () => {
    model.isBehind = false;
    chances = mostOld;
    load();
  };
  return {
    outdated,
    heard() {
      if (!model.loaded) return;
      const fresh = uncredited(model).filter((source) => !missed.has(source));
      for (const source of fresh) missed.add(source);
      if (fresh.length > 0) outdated();
    },
    judge(show) {
      const before = shapeOf(model);
      if (!show()) return 'failed';
      chances -= 1;
      return chances >= 0 && isWanting(model) && shapeOf(model) === before ? 'old' : 'good';
    },
  };
}

function uncredited(model: Model): string[] {
  return model
    .readings()
    .filter(hasValue)
    .map(({ source }) => source)
    .filter((source) => !(source in model.sources));
}

/** Something has gone, or come, that another snapshot would tell of. An item may have no reading for other reasons, too. */
function isWanting(model: Model): boolean {
  return (
    model.board.some((id) => model.held(id) === undefined) ||
    model.readings().some(({ id }) => !model.meta.has(id)) ||
    uncredited(model).length > 0
  );
}

/** The same for two snapshots that name the same items and sources. */
function shapeOf({ board, sources }: Model): string {
  return [...board, ...Object.keys(sources)].join();
}
