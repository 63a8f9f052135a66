/** What hostile bodies leave of each provider's answers, by the worker's own way: judged, drafted, published and stored. */

import { snapshotItemOf } from '../../src/gateway/frames.ts';
import type { ItemId, ItemKind } from '../../src/protocol/item-id.ts';
import type { ItemMeta, SourceMeta } from '../../src/protocol/meta.ts';
import type { BoardSnapshot } from '../../src/protocol/snapshot.ts';
import { providers } from '../../src/providers/index.ts';
import type { Answer } from '../../src/providers/provider.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { sortAnswers } from '../../src/worker/feed-answers.ts';
import type { FeedPlan } from '../../src/worker/plan.ts';
import { createPublisher } from '../../src/worker/publisher.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { type HostileFeed, hostileFeeds, placesOf } from '../support/hostile-feeds.ts';
import { hostileStrings } from '../support/hostile-strings.ts';
import { shapedStrings } from '../support/shaped-strings.ts';
import { noon, sampleBoard } from './sample-board.ts';

const texts = [...hostileStrings, ...shapedStrings];
const classes = { quote: 'crypto', weather: 'weather', alerts: 'alerts' } as const;

/** Answers that look different, each once. Every text stands in every place of a warning, and in one place of a figure's body. */
async function survivorsOf(feed: HostileFeed): Promise<readonly Answer[]> {
  const places = placesOf(feed).filter(({ kind }) => kind === 'text');
  const isOfWords = feed.provider.kinds.includes('alerts');
  const found = new Map<string, Answer>();
  for (const [at, { readWith }] of places.entries()) {
    for (const [turn, text] of texts.entries()) {
      if (!isOfWords && turn % places.length !== at) continue;
      const reading = await readWith(text, turn);
      const answers = 'error' in reading ? [] : reading.answers;
      for (const answer of answers) found.set(shownOf(answer), answer);
    }
  }
  return [...found.values()];
}

/** What of it could show: ids of warnings do not, and are told apart by their length alone. */
function shownOf(answer: Answer): string {
  if (!answer.ok) return answer.refusal.message;
  const { value } = answer.observation;
  if (value.kind !== 'alerts') return JSON.stringify(answer.observation);
  return JSON.stringify(value.alerts.map((alert) => ({ ...alert, id: alert.id.length })));
}

/** A board of all survivors: quotes as they come, places and their warnings by the names `p0`, `p1` and so on. */
export async function survivorBoard(): Promise<BoardSnapshot> {
  const clock = fakeClock(noon);
  const store = createMemoryStore({ clock });
  const publisher = createPublisher(store);
  const lease = await store.acquire({ owner: 'test', ttlMs: 1e9, seen: { e: 0, s: 0 }, manner: 'now' });
  if (lease.kind !== 'held') throw new Error('the lease is taken');
  await publisher.lead(lease, await store.load());
  const meta: ItemMeta[] = [];
  for (const feed of await hostileFeeds()) {
    for (const answer of await survivorsOf(feed)) {
      const kind = feed.provider.kinds[0] ?? 'quote';
      const item = metaOf(kind, meta.length);
      meta.push(item);
      const { offers } = sortAnswers(planOf(feed, item), [{ ...answer, id: item.id }], publisher.held, noon);
      await publisher.publish(offers);
    }
  }
  const { items } = await store.load();
  return sampleBoard({ meta, sources: credits(), items: [...items.values()].map(snapshotItemOf) });
}

function metaOf(kind: ItemKind, index: number): ItemMeta {
  const id: ItemId = `${kind}:p${index}`;
  return { id, cls: classes[kind], name: { en: `Item ${index}` }, ...(kind !== 'quote' && { zone: 'UTC' }) };
}

function planOf({ provider, asks: [first] }: HostileFeed, { id, cls }: ItemMeta): FeedPlan {
  const ask = first ?? { symbol: '' };
  return {
    id: provider.id,
    provider,
    cadence: provider.cadence,
    items: [{ ...ask, id, cls, tier: 'primary', rank: 0 }],
  };
}

function credits(): Record<string, SourceMeta> {
  return Object.fromEntries(
    providers.map(({ id, terms }) => [id, { ...terms.attribution, licence: terms.licence }]),
  );
}
