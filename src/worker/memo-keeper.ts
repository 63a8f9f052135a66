/** Leaves in the store what changes from beat to beat and the next leader must know, a field for each item. */
import type { ItemId } from '../protocol/item-id.ts';
import type { FeedMemory, Memo } from '../store/store.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';

export interface MemoKeeperOptions {
  readonly store: FeedMemory;
  /** What the memo is called in the store. */
  readonly name: string;
  /** What is to be known, by item, as it can be written in JSON. */
  readonly now: () => ReadonlyMap<ItemId, unknown>;
  /** Told what another leader left: JSON by item, empty where there is nothing any more. */
  readonly restore: (memo: Memo) => void;
  readonly clock: Clock;
  readonly log: Log;
}

export interface MemoKeeper {
  /** Writes what has changed under our fence. Never rejects: what could not be kept is tried again at the next call. */
  keep(fence: number): Promise<void>;
  /** At the start of a term, before anything is asked. Never rejects: who knows nothing begins anew. */
  recall(): Promise<void>;
}

/** The store keeps a memo for a week after the last write; what it says may hold for longer. */
const againMs = 86_400_000;

export function createMemoKeeper({ store, name, now, restore, clock, log }: MemoKeeperOptions): MemoKeeper {
  /** By item, as the store has them. */
  let kept: ReadonlyMap<string, string> = new Map();
  let keptAt = Number.NEGATIVE_INFINITY;
  let isWriting = false;

  return {
    async keep(fence) {
      const texts: ReadonlyMap<string, string> = new Map(
        [...now()].map(([id, one]) => [id, JSON.stringify(one)]),
      );
      const isOld = texts.size > 0 && clock.now() >= keptAt + againMs;
      const gone = [...kept.keys()].flatMap((id) => (texts.has(id) ? [] : [[id, ''] as const]));
      const changed = [...texts].filter(([id, text]) => isOld || kept.get(id) !== text);
      if (isWriting || gone.length + changed.length === 0) return;
      isWriting = true;
      try {
        const memo = Object.fromEntries([...gone, ...changed]);
        if ((await store.remember(fence, new Map([[name, memo]]))) !== 'ok') return;
        kept = texts;
        keptAt = clock.now();
      } catch (error) {
        log.debug('a memo could not be kept', { memo: name, error: String(error) });
      } finally {
        isWriting = false;
      }
    },
    async recall() {
      try {
        const memo = (await store.recall([name])).get(name) ?? {};
        kept = new Map(Object.entries(memo).filter(([, text]) => text !== ''));
        restore(memo);
      } catch (error) {
        log.debug('a memo could not be recalled', { memo: name, error: String(error) });
      }
    },
  };
}
