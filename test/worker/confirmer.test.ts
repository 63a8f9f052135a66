import { describe, expect, it } from 'vitest';
import { confirmerOf } from '../../src/worker/confirmer.ts';
import type { Suspicion } from '../../src/worker/quorum.ts';
import { failed, noChoice } from '../../src/worker/source-choice.ts';
import { draftQuote } from '../support/worker-rig.ts';

const since = 1_000_000;
const sources = [
  { provider: 'one', symbol: 'A', origin: 'one' },
  { provider: 'echo', symbol: 'A', origin: 'one' },
  { provider: 'two', symbol: 'A', origin: 'two' },
  { provider: 'three', symbol: 'A', origin: 'three' },
];
const illTwo = failed(failed(noChoice, 2), 2);
const word = { offer: { draft: draftQuote('A', '190', since) }, source: 'one', origin: 'one' };
const suspicion = (...heard: readonly string[]): Suspicion => ({ since, limit: 0.05, word, heard });

/** Who is asked, a while after the suspicion arose. */
const asked = (doubt: Suspicion | undefined, seconds = 0, choice = noChoice) =>
  sources[confirmerOf({ suspicion: doubt, sources, choice }, since + seconds * 1_000)]?.provider;

describe('who is asked of a price that waits', () => {
  it('is nobody where none waits, or where all of the item has one origin', () => {
    expect(asked(undefined)).toBeUndefined();
    const alone = { suspicion: suspicion(), sources: sources.slice(0, 2), choice: noChoice };
    expect(confirmerOf(alone, since)).toBe(-1);
  });

  it('is each of another origin once, in the order of the item, but for those that fail', () => {
    expect(asked(suspicion())).toBe('two');
    expect(asked(suspicion('two'))).toBe('three');
    expect(asked(suspicion(), 0, illTwo)).toBe('three');
  });

  it('is one for a minute and then the next once all were heard, those that fail among them', () => {
    const turns = [0, 59, 60, 119, 120].map((seconds) => asked(suspicion('two', 'three'), seconds));
    expect(turns).toEqual(['two', 'two', 'three', 'three', 'two']);
    expect(asked(suspicion('three'), 0, illTwo)).toBe('two');
    expect(asked(suspicion('two', 'three'), -5)).toBe('two');
  });
});
