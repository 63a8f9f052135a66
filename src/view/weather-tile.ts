/** From a place's reading and meta to everything its weather says; draws nothing. */
import { type ItemMeta, localText } from '../protocol/meta.ts';
import {
  type Condition,
  hasValue,
  type Reading,
  type ValuedReading,
  type WeatherValue,
} from '../protocol/reading.ts';
import { correctionWords } from './correction-words.ts';
import { displayText, httpsOnly } from './display-text.ts';
import type { Look } from './quote-tile.ts';
import { sentence, spokenBlank } from './spoken.ts';
import { isStale } from './staleness.ts';
import { blankWords, provenanceOf, tagOf } from './state-words.ts';
import { degrees } from './temperature.ts';
import type { ViewContext } from './view-context.ts';

/** Every string may be ''; `condition` is undefined where the sky is unknown, and then no symbol is drawn. */
export interface WeatherTile {
  readonly look: Look;
  readonly place: string;
  readonly temperature: string;
  /** Today's highest and lowest, `16° / 4°`. */
  readonly range: string;
  /** What must be said beside the figures: their age when stale, or why there are none. */
  readonly tag: string;
  readonly condition: Condition | undefined;
  readonly isDay: boolean;
  readonly spoken: string;
  readonly provenance: string;
  readonly href: string | undefined;
}

/** `reading` undefined: nothing has been heard of the place yet. Never throws, whatever the texts hold. */
export function weatherTile(meta: ItemMeta, reading: Reading | undefined, context: ViewContext): WeatherTile {
  if (reading !== undefined && hasValue(reading) && reading.value.kind === 'weather') {
    const temperature = degrees(reading.value.tempC, context);
    if (temperature !== undefined) return valued(meta, reading, reading.value, temperature, context);
  }
  return blank(displayText(localText(meta.name, context.locale)), blankWords(reading, context), meta);
}

/** A place whose name is on its way: room for it, and nothing said. */
export const awaitedPlaceTile: WeatherTile = { ...blank('', '', undefined), temperature: '' };

/** A place that the server does not know. */
export function unknownPlaceTile({ words }: ViewContext): WeatherTile {
  return blank('', words.unknownPlace, undefined);
}

function valued(
  meta: ItemMeta,
  reading: ValuedReading,
  value: WeatherValue,
  temperature: string,
  context: ViewContext,
): WeatherTile {
  const stale = isStale(reading, context.now);
  const [low, high] = [degrees(value.lowC, context), degrees(value.highC, context)];
  const known = low !== undefined && high !== undefined;
  return {
    look: stale ? 'stale' : reading.state,
    place: displayText(localText(meta.name, context.locale)),
    temperature,
    range: known ? `${high} / ${low}` : '',
    tag: isMarked(meta, reading, stale, context) ? tagOf(reading, meta, context) : '',
    condition: value.condition,
    isDay: value.isDay !== false,
    spoken: spokenWeather(meta, reading, value, temperature, context),
    provenance: provenanceOf(reading, meta, context).join(' · '),
    href: httpsOnly(meta.href),
  };
}

/** There is room for a tag only where it says what the figures themselves do not. */
function isMarked(meta: ItemMeta, reading: ValuedReading, stale: boolean, context: ViewContext): boolean {
  const [corrected] = correctionWords(reading, meta, context);
  return stale || reading.state === 'held' || reading.pinned === true || corrected !== '';
}

function blank(place: string, why: string, meta: ItemMeta | undefined): WeatherTile {
  return {
    look: 'blank',
    place,
    temperature: '—',
    range: '',
    tag: why,
    condition: undefined,
    isDay: true,
    spoken: place === '' ? why : spokenBlank(place, why),
    provenance: why,
    href: httpsOnly(meta?.href),
  };
}

function spokenWeather(
  meta: ItemMeta,
  reading: ValuedReading,
  value: WeatherValue,
  temperature: string,
  context: ViewContext,
): string {
  const { words, locale, units } = context;
  const region = meta.region === undefined ? '' : displayText(localText(meta.region, locale));
  const place = [displayText(localText(meta.name, locale)), region].filter(Boolean).join(', ');
  const feels = degrees(value.feelsC, context);
  const [low, high] = [degrees(value.lowC, context), degrees(value.highC, context)];
  return sentence(place, [
    `${temperature}${units.toUpperCase()}`,
    value.condition === undefined ? '' : (words.conditions[value.condition] ?? ''),
    value.isDay === false ? words.night : '',
    feels === undefined || feels === temperature ? '' : words.feels(feels),
    low === undefined || high === undefined ? '' : words.lowHigh(low, high),
    ...provenanceOf(reading, meta, context),
  ]);
}
