/** Leaves in the store which prices wait for a second source: an operator may agree to one, and the next leader goes on from there. */
import { doubtsMemo, doubtsOf } from '../store/doubts.ts';
import type { FeedMemory } from '../store/store.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import type { SourceDesk } from './source-desk.ts';

export interface DoubtKeeperOptions {
  readonly store: FeedMemory;
  readonly desk: Pick<SourceDesk, 'doubts' | 'restore'>;
  readonly clock: Clock;
  readonly log: Log;
}

export interface DoubtKeeper {
  /** Writes what has changed under our fence. Never rejects: what could not be kept is tried again at the next call. */
  keep(fence: number): Promise<void>;
  /** At the start of a term, before anything is asked. Never rejects: without memory a doubt arises anew. */
  recall(): Promise<void>;
}

/** The store keeps them for a week after the last write; a wrong price may stand for longer. */
const againMs = 86_400_000;

export function createDoubtKeeper({ store, desk, clock, log }: DoubtKeeperOptions): DoubtKeeper {
  /** By item, as the store has them. */
  let kept: ReadonlyMap<string, string> = new Map();
  let keptAt = Number.NEGATIVE_INFINITY;
  let isWriting = false;

  return {
    async keep(fence) {
      const now: ReadonlyMap<string, string> = new Map(
        [...desk.doubts()].map(([id, doubt]) => [id, JSON.stringify(doubt)]),
      );
      const isOld = now.size > 0 && clock.now() >= keptAt + againMs;
      const gone = [...kept.keys()].flatMap((id) => (now.has(id) ? [] : [[id, ''] as const]));
      const changed = [...now].filter(([id, text]) => isOld || kept.get(id) !== text);
      if (isWriting || gone.length + changed.length === 0) return;
      isWriting = true;
      try {
        const memo = Object.fromEntries([...gone, ...changed]);
        if ((await store.remember(fence, new Map([[doubtsMemo, memo]]))) !== 'ok') return;
        kept = now;
        keptAt = clock.now();
      } catch (error) {
        log.debug('doubts could not be kept', { error: String(error) });
      } finally {
        isWriting = false;
      }
    },
    async recall() {
      try {
        const memo = (await store.recall([doubtsMemo])).get(doubtsMemo) ?? {};
        kept = new Map(Object.entries(memo).filter(([, text]) => text !== ''));
        desk.restore(doubtsOf(memo));
      } catch (error) {
        log.debug('doubts could not be recalled', { error: String(error) });
      }
    },
  };
}
