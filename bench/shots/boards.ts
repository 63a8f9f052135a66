/** The boards that the pictures show: the sample board in one state, in the reader's language, with warnings, or stretched. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { ItemMeta } from '../../src/protocol/meta.ts';
import { type Alert, hasValue, type ValuedReading } from '../../src/protocol/reading.ts';
import type { BoardSnapshot, SnapshotItem } from '../../src/protocol/snapshot.ts';
import { panelBoard } from '../../test/widget/panels/sample-details.ts';
import { epoch, noon, weather } from '../../test/widget/sample-board.ts';

export const hour = 3_600_000;

/** One item in each state, as on a day when much goes wrong. */
export function mixedBoard(): BoardSnapshot {
  const board = panelBoard();
  return { ...board, items: board.items.filter(({ id }) => !id.startsWith('alerts:')) };
}

/** Readings with a value are all made fresh, then changed in one way. */
export function boardWith(change: (reading: ValuedReading) => Partial<ValuedReading>): BoardSnapshot {
  const board = mixedBoard();
  const items = board.items.map((item): SnapshotItem => {
    if (!hasValue(item)) return item;
    const fresh = { ...item, state: 'live' as const, asOf: noon - 10_000, staleAt: noon + hour };
    return { ...fresh, ...change(fresh) };
  });
  return { ...board, items };
}

export const liveBoard = () => boardWith(() => ({}));

export function blankBoard(state: 'unavailable' | 'withdrawn'): BoardSnapshot {
  const board = mixedBoard();
  const reason = state === 'withdrawn' ? 'withdrawn' : 'feed-failed';
  const items = board.items.map(
    ({ id }): SnapshotItem => ({ id, e: epoch, s: 1, state, asOf: noon - hour, reason }),
  );
  return { ...board, items };
}

/** Names and no readings yet. */
export const unheardBoard = (): BoardSnapshot => ({ ...mixedBoard(), items: [] });

export const onlyBoard = (kind: 'weather' | 'quote'): BoardSnapshot => {
  const board = liveBoard();
  const isOf = ({ id }: { readonly id: ItemId }) => id.startsWith(kind);
  return { ...board, meta: board.meta.filter(isOf), items: board.items.filter(isOf) };
};

/** Longer names and wider figures than most: what a layout has to bear. */
export function wideBoard(): BoardSnapshot {
  const board = liveBoard();
  const names: Partial<Record<ItemId, string>> = {
    'weather:la-paz-bo': 'San Salvador de Jujuy',
    'quote:SPX': 'Dow Jones Industrial Average',
    'quote:IXIC': 'São Paulo Ibovespa',
  };
  const meta = board.meta.map((item) => ({ ...item, name: { en: names[item.id] ?? item.name.en } }));
  const items = board.items.map((item): SnapshotItem => {
    if (!hasValue(item)) return item;
    const { value } = item;
    if (value.kind === 'weather')
      return { ...item, value: { ...value, tempC: -38.4, lowC: -41, highC: -29 } };
    if (value.kind !== 'quote' || value.changePct === undefined) return item;
    return { ...item, value: { ...value, price: '1234567.89', changePct: '-12.3456' } };
  });
  return { ...board, meta, items };
}

const warned: ItemMeta = { id: 'alerts:la-paz-bo', cls: 'alerts', name: { en: 'La Paz' } };

/** `more`: of the warnings' own reading. */
export function warnedBoard(alerts: readonly Alert[], more: Partial<ValuedReading> = {}): BoardSnapshot {
  const board = liveBoard();
  const value = { kind: 'alerts', covered: true, alerts } as const;
  const reading: ValuedReading = { ...weather('alerts:la-paz-bo', { tempC: 1 }), ...more, value };
  return { ...board, meta: [...board.meta, warned], items: [...board.items, reading] };
}

export const storm: Alert = {
  id: 'storm-1',
  event: 'Severe thunderstorm warning',
  severity: 'severe',
  issuer: 'SENAMHI Bolivia',
  onset: noon - hour,
  until: noon + 5 * hour,
  href: 'https://senamhi.gob.bo/warnings/1',
};
export const frost: Alert = {
  ...storm,
  id: 'frost-1',
  event: 'Frost warning',
  severity: 'moderate',
  until: noon + 20 * hour,
};
export const flood: Alert = { ...storm, id: 'flood-1', event: 'Flood warning', severity: 'extreme' };
export const wind: Alert = { ...storm, id: 'wind-1', event: 'Wind advisory', severity: 'minor' };

const names: Readonly<Record<string, Partial<Record<ItemId, string>>>> = {
  ar: {
    'weather:la-paz-bo': 'لاباز',
    'alerts:la-paz-bo': 'لاباز',
    'quote:SPX': 'إس آند بي 500',
    'quote:IXIC': 'ناسداك',
    'quote:BRENT': 'خام برنت',
    'quote:BTC-USD': 'بتكوين',
    'quote:FTSE': 'فوتسي 100',
    'quote:N225': 'نيكاي 225',
    'quote:AAPL': 'أبل',
    'quote:GOLD': 'الذهب',
    'quote:ETH-USD': 'إيثر',
    'quote:DAX': 'داكس',
  },
  ja: {
    'weather:la-paz-bo': 'ラパス',
    'alerts:la-paz-bo': 'ラパス',
    'quote:SPX': 'S&P500',
    'quote:IXIC': 'ナスダック',
    'quote:BRENT': '北海ブレント',
    'quote:BTC-USD': 'ビットコイン',
    'quote:FTSE': 'FTSE100',
    'quote:N225': '日経平均',
    'quote:AAPL': 'アップル',
    'quote:GOLD': '金',
    'quote:ETH-USD': 'イーサリアム',
  },
};
const regions: Readonly<Record<string, string>> = { ar: 'بوليفيا', ja: 'ボリビア', de: 'Bolivien' };
const events: Readonly<Record<string, string>> = {
  ar: 'تحذير من عواصف رعدية شديدة',
  ja: '激しい雷雨に関する警報',
  de: 'Amtliche Warnung vor schwerem Gewitter',
};

/** With the names that a paper of that language would give; a board brings those of one language alone. */
export function boardIn(language: string, board: BoardSnapshot): BoardSnapshot {
  const meta = board.meta.map((item): ItemMeta => {
    const name = { en: names[language]?.[item.id] ?? item.name.en };
    return { ...item, name, ...(item.region && { region: { en: regions[language] ?? item.region.en } }) };
  });
  const items = board.items.map((item): SnapshotItem => {
    if (!hasValue(item) || item.value.kind !== 'alerts') return item;
    const alerts = item.value.alerts.map((alert) => ({ ...alert, event: events[language] ?? alert.event }));
    return { ...item, value: { ...item.value, alerts } };
  });
  return { ...board, meta, items };
}
