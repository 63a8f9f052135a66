import { expect, it } from 'vitest';
import type { Reading } from '../../src/protocol/reading.ts';
import { createObservedTimes } from '../../src/worker/observed-times.ts';
import { draftQuote, recordMetrics } from '../support/worker-rig.ts';

it('tells of each class the oldest value that is shown, and nothing of blanks', () => {
  const { metrics, values } = recordMetrics();
  const readings = new Map<string, Reading>([
    ['quote:A', { ...draftQuote('A', '1', 5_000_000), e: 1, s: 1 } as Reading],
    ['quote:B', { ...draftQuote('B', '1', 4_000_000), e: 1, s: 2 } as Reading],
    ['quote:C', { id: 'quote:C', state: 'unavailable', asOf: 1_000, reason: 'refused', e: 1, s: 3 }],
  ]);
  const items = ['A', 'B', 'C', 'D'].map((name) => ({
    id: `quote:${name}` as const,
    cls: 'crypto' as const,
    sources: [],
  }));
  createObservedTimes(metrics)(items, (id) => {
    const reading = readings.get(id);
    return reading && { reading };
  });
  expect([...values]).toEqual([['item_observed_timestamp_seconds crypto', 4_000]]);
});
