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
import { fill } from './fill.ts';
import type { Look } from './quote-figures.ts';
import { sentence } from './spoken.ts';
import { blankWords, provenanceOf, tagOf } from './state-words.ts';
import { degrees } from './temperature.ts';
import type { ViewContext } from './view-context.ts';
import { type WeatherFigures, weatherFigures } from './weather-figures.ts';

/** Every string may be ''; `condition` is undefined where the sky is unknown, and then no symbol is drawn. */
export interface WeatherTile extends WeatherFigures {
  /** Today's highest and lowest, `16° / 4°`. */
  readonly range: string;
  /** What must be said beside the figures: their age when stale, or why there are none. */
  readonly tag: string;
  /** The sky in words. */
  readonly sky: string;
  readonly condition: Condition | undefined;
  readonly isDay: boolean;
  readonly spoken: string;
  readonly provenance: string;
  readonly href: string | undefined;
}

/** `reading` undefined: nothing has been heard of the place yet. Never throws, whatever the texts hold. */
export function weatherTile(meta: ItemMeta, reading: Reading | undefined, context: ViewContext): WeatherTile {
  const place = displayText(localText(meta.name, context.locale));
  const figures = { ...weatherFigures(meta, reading, context), place };
  const href = httpsOnly(meta.href);
  const { words } = context;
  if (
    figures.look !== 'blank' &&
    reading !== undefined &&
    hasValue(reading) &&
    reading.value.kind === 'weather'
  )
    return { ...figures, ...told(meta, reading, reading.value, figures, context), href };
  const why = blankWords(reading, context);
  // What was wrong has often been taken back as well.
  const [mark, corrected] = correctionWords(reading, meta, context);
  const both = (more: string) => [why, more].filter(Boolean).join(words.comma);
  const provenance = both(corrected);
  const spoken = figures.place === '' ? provenance : sentence(figures.place, [provenance], words);
  return { ...blank(both(mark)), ...figures, spoken, provenance, href };
}

/** A place whose name is on its way: room for it, and nothing said. */
export const awaitedPlaceTile: WeatherTile = { ...blank(''), temperature: '' };

/** A place that the server does not know. */
export function unknownPlaceTile({ words }: ViewContext): WeatherTile {
  return blank(words.unknownPlace);
}

function told(
  meta: ItemMeta,
  reading: ValuedReading,
  value: WeatherValue,
  { look, temperature }: WeatherFigures,
  context: ViewContext,
) {
  const [low, high] = [degrees(value.lowC, context), degrees(value.highC, context)];
  const known = low !== undefined && high !== undefined;
  return {
    range: known ? `${high} / ${low}` : '',
    tag: isMarked(meta, reading, look, context) ? tagOf(reading, meta, context) : '',
    sky: skyOf(value, context),
    condition: value.condition,
    isDay: value.isDay !== false,
    spoken: spokenWeather(meta, reading, value, temperature, context),
    provenance: provenanceOf(reading, meta, context).join(' · '),
  };
}

/** There is room for a tag only where it says what the figures themselves do not. */
function isMarked(meta: ItemMeta, reading: ValuedReading, look: Look, context: ViewContext): boolean {
  const [corrected] = correctionWords(reading, meta, context);
  return look === 'stale' || reading.state === 'held' || reading.pinned === true || corrected !== '';
}

function blank(why: string): WeatherTile {
  return {
    look: 'blank',
    place: '',
    temperature: '—',
    range: '',
    tag: why,
    sky: '',
    condition: undefined,
    isDay: true,
    spoken: why,
    provenance: why,
    href: undefined,
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
  const place = [displayText(localText(meta.name, locale)), region].filter(Boolean).join(words.comma);
  const feels = degrees(value.feelsC, context);
  const [low, high] = [degrees(value.lowC, context), degrees(value.highC, context)];
  const parts = [
    `${temperature}${units.toUpperCase()}`,
    skyOf(value, context),
    value.isDay === false ? words.night : '',
    feels === undefined || feels === temperature ? '' : fill(words.feels, feels),
    low === undefined || high === undefined ? '' : fill(words.lowHigh, low, high),
    ...provenanceOf(reading, meta, context),
  ];
  return sentence(place, parts, words);
}

function skyOf({ condition }: WeatherValue, { words }: ViewContext): string {
  return condition === undefined ? '' : (words.conditions[condition] ?? '');
}
