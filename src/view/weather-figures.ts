/** A place's figures: what is shown from the first moment, before any of its words are there; draws nothing. */
import { type ItemMeta, localText } from '../protocol/meta.ts';
import { hasValue, type Reading } from '../protocol/reading.ts';
import { firstText, type Look } from './quote-figures.ts';
import { isStale } from './staleness.ts';
import { degrees } from './temperature.ts';
import type { FigureContext } from './view-context.ts';

/** Every string may be ''. */
export interface WeatherFigures {
  readonly look: Look;
  readonly place: string;
  readonly temperature: string;
}

/** `reading` undefined: nothing has been heard of the place yet. Never throws, whatever the texts hold. */
export function weatherFigures(
  meta: ItemMeta,
  reading: Reading | undefined,
  context: FigureContext,
): WeatherFigures {
  const place = firstText(localText(meta.name, context.locale));
  if (reading && hasValue(reading) && reading.value?.kind === 'weather') {
    const temperature = degrees(reading.value.tempC, context);
    if (temperature)
      return { look: isStale(reading, context.now) ? 'stale' : reading.state, place, temperature };
  }
  return { look: 'blank', place, temperature: '—' };
}
