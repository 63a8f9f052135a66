/** From a place's reading and meta to everything its weather says; draws nothing. */
import { type ItemMeta, localText } from '../protocol/meta.ts';
import type { Condition, Reading, ValuedReading, WeatherValue } from '../protocol/reading.ts';
import { correctionWords } from './correction-words.ts';
import { displayText, httpsOnly } from './display-text.ts';
import { fill } from './fill.ts';
import { own } from './own.ts';
import type { Look } from './quote-figures.ts';
import { sentence } from './spoken.ts';
import { blankWords, marksOf, provenanceOf } from './state-words.ts';
import { degrees } from './temperature.ts';
import type { ViewContext } from './view-context.ts';
import { type WeatherFigures, weatherFigures } from './weather-figures.ts';

/** What is seen. Every string may be ''; `condition` is undefined where the sky is unknown, and then no symbol is drawn. */
export interface WeatherFace extends WeatherFigures {
  /** Today's highest and lowest, `16° / 4°`. */
  readonly range: string;
  /** What must be said beside the figures: their age when stale, or why there are none. */
  readonly tag: string;
  /** The sky in words. */
  readonly sky: string;
  readonly condition: Condition | undefined;
  readonly isDay: boolean;
  readonly href: string | undefined;
}

/** What is heard, and told to whoever asks. */
export interface WeatherVoice {
  readonly spoken: string;
  readonly provenance: string;
}

export type WeatherTile = WeatherFace & WeatherVoice;

/** `reading` undefined: nothing has been heard of the place yet. Never throws, whatever the texts hold. */
export function weatherTile(meta: ItemMeta, reading: Reading | undefined, context: ViewContext): WeatherTile {
  return { ...weatherFace(meta, reading, context), ...weatherVoice(meta, reading, context) };
}

export function weatherFace(meta: ItemMeta, reading: Reading | undefined, context: ViewContext): WeatherFace {
  const figures = { ...weatherFigures(meta, reading, context), place: nameOf(meta, context) };
  const href = httpsOnly(meta.href);
  const known = valued(reading, figures.look);
  if (known !== undefined) return { ...figures, ...seen(meta, known, context), href };
  // What was wrong has often been taken back as well.
  const [mark] = correctionWords(reading, meta, context);
  return { ...blank(both(blankWords(reading, context), mark, context)), ...figures, href };
}

export function weatherVoice(
  meta: ItemMeta,
  reading: Reading | undefined,
  context: ViewContext,
): WeatherVoice {
  const { look, temperature } = weatherFigures(meta, reading, context);
  const known = valued(reading, look);
  if (known !== undefined)
    return {
      spoken: spokenWeather(meta, known, temperature, context),
      provenance: provenanceOf(known, meta, context).join(' · '),
    };
  const [, corrected] = correctionWords(reading, meta, context);
  const provenance = both(blankWords(reading, context), corrected, context);
  const place = nameOf(meta, context);
  return { spoken: place === '' ? provenance : sentence(place, [provenance], context.words), provenance };
}

/** A place whose name is on its way: room for it, and nothing said. */
export const awaitedPlaceTile: WeatherTile = { ...blank(''), temperature: '' };

/** A place that the server does not know. */
export function unknownPlaceTile({ words }: ViewContext): WeatherTile {
  return blank(words.unknownPlace);
}

type KnownWeather = ValuedReading & { readonly value: WeatherValue };

/** The reading where it has weather that is shown: only such has another look. */
function valued(reading: Reading | undefined, look: Look): KnownWeather | undefined {
  return look === 'blank' ? undefined : (reading as KnownWeather);
}

function nameOf({ name }: ItemMeta, { locale }: ViewContext): string {
  return displayText(localText(name, locale));
}

function both(why: string, more: string, { words }: ViewContext): string {
  return [why, more].filter(Boolean).join(words.comma);
}

function seen(meta: ItemMeta, reading: KnownWeather, context: ViewContext) {
  const { value } = reading;
  const [low, high] = [degrees(value.lowC, context), degrees(value.highC, context)];
  const known = low !== undefined && high !== undefined;
  return {
    range: known ? `${high} / ${low}` : '',
    tag: marksOf(reading, meta, context),
    sky: skyOf(value, context),
    condition: value.condition,
    isDay: value.isDay !== false,
  };
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
  reading: KnownWeather,
  temperature: string,
  context: ViewContext,
): string {
  const { words, locale, units } = context;
  const { value } = reading;
  const region = meta.region ? displayText(localText(meta.region, locale)) : '';
  const place = [nameOf(meta, context), region].filter(Boolean).join(words.comma);
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
  return own(words.conditions, condition) ?? '';
}
