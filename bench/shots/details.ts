/** What panels of the sample board tell: a day's line for each quote, hours and days for each place. Numbers are invented. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import { hasValue } from '../../src/protocol/reading.ts';
import type { BoardSnapshot, Detail, ItemDetail } from '../../src/protocol/snapshot.ts';
import { noon } from '../../test/widget/sample-board.ts';

const hour = 3_600_000;
const sky = ['clear', 'fair', 'partly-cloudy', 'cloudy', 'showers', 'rain', 'thunder'] as const;

export function detailsOf(board: BoardSnapshot | undefined): ReadonlyMap<ItemId, ItemDetail> {
  return new Map(
    board?.meta.map((meta) => {
      const reading = board.items.find(({ id }) => id === meta.id);
      const source = reading && hasValue(reading) ? board.sources[reading.source] : undefined;
      const detail = meta.cls === 'weather' ? weatherDetail : undefined;
      const series = reading?.spark;
      const known: Detail | undefined = series ? { kind: 'quote', series } : detail;
      const more = {
        ...(reading && { reading }),
        ...(source && { source }),
        ...(known && { detail: known }),
      };
      return [meta.id, { id: meta.id, meta, ...(series && { spark: series }), ...more }];
    }),
  );
}

const weatherDetail: Detail = {
  kind: 'weather',
  hours: Array.from({ length: 24 }, (_, index) => ({
    t: noon - (noon % hour) + index * hour,
    tempC: Math.round(100 + 60 * Math.sin((index + 4) / 4)) / 10,
    condition: sky[index % sky.length] ?? 'clear',
    isDay: index < 9 || index > 20,
    rainMm: index % 5 === 0 ? 1.4 : 0,
    windMs: 2 + (index % 6),
  })),
  days: Array.from({ length: 7 }, (_, index) => ({
    day: new Date(noon + index * 24 * hour).toISOString().slice(0, 10),
    lowC: 3 + (index % 3),
    highC: 14 + (index % 4),
    condition: sky[index] ?? 'clear',
    rainMm: index * 0.8,
    sunrise: noon + index * 24 * hour - 5 * hour,
    sunset: noon + index * 24 * hour + 8 * hour,
  })),
  today: {
    day: '2026-11-23',
    sunrise: noon - 5 * hour,
    sunset: noon + 8 * hour,
    soFarLowC: 4,
    soFarHighC: 15,
  },
};
