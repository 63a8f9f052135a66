/** An item's figure and where it is from in the strip's own words, so that the status cannot say otherwise than readers see. */
import type { Config } from './config/config.ts';
import type { ItemMeta } from './protocol/meta.ts';
import { hasValue, type Reading } from './protocol/reading.ts';
import { displayText } from './view/display-text.ts';
import { fill } from './view/fill.ts';
import { intlFormats } from './view/intl-format.ts';
import { words } from './view/languages/en.ts';
import { quoteTile } from './view/quote-tile.ts';
import type { ViewContext } from './view/view-context.ts';
import { weatherTile } from './view/weather-tile.ts';

export interface ItemWords {
  /** As a tile shows it; '' for warnings, null where the config does not name the item. */
  readonly shown: string | null;
  /** As-of, delay, state, source, and who confirmed it. */
  readonly says: string | null;
}

const locale = 'en';
const wording = { locale, words, formats: intlFormats(locale), units: 'c' } as const;

/** `now`: ms since the epoch. */
export function itemWords(
  config: Pick<Config, 'meta' | 'sources'>,
  reading: Reading,
  now: number,
): ItemWords {
  const meta = config.meta.get(reading.id);
  if (meta === undefined) return { shown: null, says: null };
  const context: ViewContext = { ...wording, now, sources: config.sources };
  const { shown, says } = tileOf(meta, reading, context);
  const by = hasValue(reading) ? reading.confirmedBy : undefined;
  const source = by === undefined ? '' : displayText(config.sources[by]?.name) || by;
  return { shown, says: source === '' ? says : `${says} · ${fill(words.confirmedBy, source)}` };
}

function tileOf(meta: ItemMeta, reading: Reading, context: ViewContext) {
  if (meta.cls === 'weather') {
    const { temperature, provenance } = weatherTile(meta, reading, context);
    return { shown: temperature, says: provenance };
  }
  const { price, arrow, change, provenance } = quoteTile(meta, reading, context);
  if (meta.cls === 'alerts') return { shown: '', says: provenance };
  return { shown: [price, arrow, change].filter(Boolean).join(' '), says: provenance };
}
