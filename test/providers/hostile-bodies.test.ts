/** Hostile text in every field of every provider's bodies: refused, or read as text that is clean and bounded. */
import { describe, expect, it } from 'vitest';
import type { Provider } from '../../src/providers/provider.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { hostileFeeds, placesOf, type Reading } from '../support/hostile-feeds.ts';
import { hostileStrings } from '../support/hostile-strings.ts';
import { shapedStrings } from '../support/shaped-strings.ts';
import { troublesIn } from '../support/sound-reading.ts';
import type { TextPlace } from '../support/text-places.ts';

const feeds = await hostileFeeds();

type Share = readonly [take: number, of: number];
/** How many of the strings see a place; its neighbours see others, so that a body sees them all. */
const shares: Readonly<Record<TextPlace['kind'], Share>> = { text: [3, 5], name: [3, 5], other: [1, 12] };
/** Bodies that take long to read, and of whose names few are ever looked up. */
const slow = ['ecb', 'treasury', 'metno', 'nws'];

function shareOf(kind: TextPlace['kind'], { id, kinds }: Pick<Provider, 'id' | 'kinds'>): Share {
  // Warnings are the words that readers see.
  if (kinds.includes('alerts')) return [1, 1];
  return kind === 'name' && slow.includes(id) ? [1, 6] : shares[kind];
}

/** Hostile strings, going round the places of a kind; then, where values stand, what is nearly right in the first and the last. */
function textsFor({ kind, count }: Pick<TextPlace, 'kind' | 'count'>, [take, of]: Share, at: number) {
  const all = hostileStrings.map((text, turn) => ({ text, turn }));
  const nearly = kind === 'name' ? [] : shapedStrings;
  return [
    ...all.filter((_, index) => (at + index) % of < take),
    ...nearly.flatMap((text) => [...new Set([0, count - 1])].map((turn) => ({ text, turn }))),
  ];
}

function messagesOf(reading: Reading): readonly string[] {
  if ('error' in reading) return [reading.error instanceof UpstreamError ? reading.error.message : 'a bug'];
  return reading.answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.message]));
}

/** What addresses, queries and bodies are made of. */
function wordsIn(all: readonly string[]): ReadonlySet<string> {
  return new Set(all.flatMap((text) => text.split(/[/ "]+/)));
}

describe.each(feeds)('$name', (feed) => {
  const { values, lines } = feed.honest;
  const known = wordsIn([...values.asked, ...lines.asked, ...feed.bodies.values()]);
  const places = placesOf(feed);

  it('gives nothing of a hostile text but what is clean and bounded, and asks for nothing by it', async () => {
    const troubles = new Set<string>();
    const messages = new Set<string>();
    for (const [at, place] of places.entries()) {
      const { name, readWith } = place;
      for (const { text, turn } of textsFor(place, shareOf(place.kind, feed.provider), at)) {
        const reading = await readWith(text, turn);
        const found =
          'error' in reading ? troublesIn(reading.error) : troublesIn([reading.answers, reading.lines]);
        for (const trouble of found)
          troubles.add(`${name} ← ${JSON.stringify(text.slice(0, 40))}: ${trouble}`);
        for (const word of wordsIn(reading.asked))
          if (!known.has(word)) troubles.add(`${name}: asked for ${word}`);
        for (const message of messagesOf(reading)) messages.add(message);
      }
    }
    expect([...troubles].slice(0, 20)).toEqual([]);
    // Words of ours: hundreds of texts do not make hundreds of them.
    expect(messages.size).toBeLessThan(20);
  }, 60_000);
});

it('every body was in its provider’s own form, and every provider was asked', () => {
  expect(new Set(feeds.map(({ provider }) => provider.id)).size).toBe(11);
  expect(Math.floor((hostileStrings.length * shares.text[0]) / shares.text[1])).toBeGreaterThanOrEqual(200);
  for (const { name, honest } of feeds) {
    const readings = [honest.values, honest.lines].map((reading) =>
      'error' in reading
        ? 'refused'
        : [...reading.answers.map(({ ok }) => ok), ...reading.lines.map(() => true)],
    );
    if (name.endsWith('refusing')) expect(readings[0]).toBe('refused');
    else expect(readings.flat()).not.toContain(false);
  }
});
