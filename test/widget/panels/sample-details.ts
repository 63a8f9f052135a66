/** What the server tells of items beyond their readings: a day of weather, a line of fixings, warnings. Invented. */
import type { ItemMeta } from '../../../src/protocol/meta.ts';
import { type Condition, hasValue, type ValuedReading } from '../../../src/protocol/reading.ts';
import type { BoardSnapshot, Detail, ItemDetail } from '../../../src/protocol/snapshot.ts';
import { epoch, noon, sampleBoard, weather } from '../sample-board.ts';

const hourMs = 3_600_000;
const skies: readonly Condition[] = [
  'fair',
  'partly-cloudy',
  'cloudy',
  'showers',
  'rain',
  'thunder',
  'clear',
];
const skyOf = (index: number) => skies[index % skies.length] ?? 'clear';

const start = noon - (noon % hourMs);
/** Afternoon in La Paz (UTC−4), where it is 10:32. */
const laPazDetail: Detail = {
  kind: 'weather',
  hours: Array.from({ length: 40 }, (_, index) => {
    const hour = (10 + index) % 24;
    return {
      t: start + index * hourMs,
      tempC: Math.round((10 + 6 * Math.sin(((hour - 9) / 24) * 2 * Math.PI)) * 10) / 10,
      condition: skyOf(Math.floor(index / 3)),
      isDay: hour >= 5 && hour < 19,
      ...(index % 9 > 5 && { rainMm: (index % 4) * 0.7 }),
    };
  }),
  days: Array.from({ length: 9 }, (_, index) => ({
    day: new Date(noon + index * 24 * hourMs).toISOString().slice(0, 10),
    lowC: 4 - (index % 3),
    highC: 16 + ((index * 2) % 5),
    condition: skyOf(index),
    rainMm: index % 3 === 1 ? 4.2 : 0,
    sunrise: Date.UTC(2026, 10, 23 + index, 9, 1),
    sunset: Date.UTC(2026, 10, 23 + index, 22, 47),
  })),
  today: { day: '2026-11-23', sunrise: Date.UTC(2026, 10, 23, 9, 1), sunset: Date.UTC(2026, 10, 23, 22, 47) },
};

export const warningText = {
  id: 'frost-1',
  headline: 'Frost',
  description: 'Temperatures fall to minus four degrees above 3,800 metres before sunrise.',
  instruction: 'Bring tender plants inside, and let water run slowly in open pipes.',
};

export const alertsReading: ValuedReading = {
  id: 'alerts:la-paz-bo',
  e: epoch,
  s: 1,
  state: 'live',
  asOf: noon - 60_000,
  staleAt: noon + hourMs,
  source: 'metno',
  tier: 'primary',
  delay: 'observed',
  value: {
    kind: 'alerts',
    covered: true,
    alerts: [
      {
        id: 'frost-1',
        event: 'Frost warning',
        severity: 'moderate',
        issuer: 'SENAMHI',
        onset: noon - hourMs,
        until: noon + 20 * hourMs,
        href: 'https://senamhi.gob.bo/warning',
      },
    ],
  },
};

export const places: readonly ItemMeta[] = [
  ['oslo-no', 'Oslo', 'Norway', 'Europe/Oslo'],
  ['zurich-ch', 'Zürich', 'Switzerland', 'Europe/Zurich'],
  ['new-york-us', 'New York', 'New York, United States', 'America/New_York'],
  ['santiago-cl', 'Santiago', 'Chile', 'America/Santiago'],
  ['tromso-no', 'Tromsø', 'Norway', 'Europe/Oslo'],
].map(([name = '', text = '', region = '', zone = '']) => ({
  id: `weather:${name}`,
  cls: 'weather',
  name: { en: text },
  region: { en: region },
  zone,
}));

/** The sample board with the place's weather in full and its warnings. */
export function panelBoard(): BoardSnapshot {
  const board = sampleBoard();
  const full = weather('weather:la-paz-bo', {
    tempC: 14.2,
    feelsC: 12,
    condition: 'partly-cloudy',
    isDay: true,
    windMs: 4.1,
    windFromDeg: 310,
    humidityPct: 48,
    lowC: 4,
    highC: 16,
  });
  const items = board.items.map((item) => (item.id === full.id ? full : item));
  return { ...board, items: [...items, alertsReading] };
}

/** `GET /v1/items/{id}` for everything on the board. */
export function detailsOf(board: BoardSnapshot): Map<string, ItemDetail> {
  const details = board.meta.map((meta): ItemDetail => {
    const found = board.items.find(({ id }) => id === meta.id);
    const { spark, ...reading } = found ?? {};
    const source = found && hasValue(found) ? board.sources[found.source] : undefined;
    return {
      id: meta.id,
      meta,
      ...(source && { source }),
      ...(found && { reading: reading as NonNullable<ItemDetail['reading']> }),
      ...(spark && { spark }),
      ...(meta.id === 'weather:la-paz-bo' && { detail: laPazDetail }),
    };
  });
  const alerts: ItemDetail = {
    id: alertsReading.id,
    meta: { id: alertsReading.id, cls: 'alerts', name: { en: 'La Paz' } },
    reading: alertsReading,
    detail: { kind: 'alerts', alerts: [warningText] },
  };
  return new Map([...details, alerts].map((detail) => [detail.id, detail]));
}
