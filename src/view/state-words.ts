/** What a reading's state, delay and age are called: the short tag beside a name, and the full words. */
import type { ItemMeta } from '../protocol/meta.ts';
import type { BlankReading, Reading, ValuedReading } from '../protocol/reading.ts';
import { correctionWords } from './correction-words.ts';
import { displayText } from './display-text.ts';
import { fill } from './fill.ts';
import { own } from './own.ts';
import { sessionSpoken, sessionTag } from './session-words.ts';
import { isStale } from './staleness.ts';
import type { ViewContext } from './view-context.ts';
import type { Words } from './words.ts';

/**
 * A value's time as `Formats.moment` takes it, in ms since the epoch: fixings and ends of day are dated by their day alone;
 * all others have a time, one that is the first instant of a day too, as forecasts for midnight are.
 */
export function momentOf({ asOf, delay }: Pick<ValuedReading, 'asOf' | 'delay'>): number {
  // A millisecond on: the first instant of a UTC day would be told as that day.
  return delay === 'fixing' || delay === 'eod' ? asOf : asOf + 1;
}

/** True where a newer figure waits to be confirmed: what is pinned as well, the newsroom holds, and nothing need have come. */
export function isInDoubt({ state, pinned }: Pick<ValuedReading, 'state' | 'pinned'>): boolean {
  return state === 'held' && !pinned;
}

/**
 * What the figures themselves do not say: corrected, pinned, and held or the age; '' where they can stand alone. A correction
 * leaves no room for an age: the look says that the figure is old, and its sentence how old.
 */
export function marksOf(reading: ValuedReading, meta: ItemMeta, context: ViewContext): string {
  const { words, formats, now } = context;
  const [corrected] = correctionWords(reading, meta, context);
  const held = isInDoubt(reading);
  const age =
    isStale(reading, now) && !corrected
      ? fill(held ? words.heldAsOf : words.asOf, formats.moment(momentOf(reading), now, meta.zone))
      : held && words.held;
  return [corrected, reading.pinned && words.pinned, age].filter(Boolean).join(words.comma);
}

/** A word or two beside the name: its marks outrank the rest, and what does not fit is cut from the end. */
export function tagOf(reading: ValuedReading, meta: ItemMeta, context: ViewContext): string {
  // There is room for one thing: how old the figure is comes before how long trading goes on.
  return (
    marksOf(reading, meta, context) ||
    (reading.state !== 'closed' && delayed(context.words.delayTag, reading, context)) ||
    sessionTag(reading, context)
  );
}

/** As-of, delay, state, age and source of a value in full, in the order in which a reader would ask. */
export function provenanceOf(reading: ValuedReading, meta: ItemMeta, context: ViewContext): string[] {
  const { words, formats, now, sources } = context;
  const source = displayText(own(sources, reading.source)?.name);
  return [
    fill(words.asOf, formats.moment(momentOf(reading), now, meta.zone)),
    delayed(words.delay, reading, context),
    isInDoubt(reading) ? words.heldSpoken : '',
    sessionSpoken(reading, context),
    reading.pinned ? words.pinnedSpoken : '',
    correctionWords(reading, meta, context)[1],
    isStale(reading, now) ? words.outOfDate + words.comma + ageOf(reading.asOf, context) : '',
    reading.tier === 'primary' ? source : source ? fill(words.about, words.fallback, source) : words.fallback,
  ].filter(Boolean);
}

/** Why there is no value; nothing heard of the item yet is a reason of its own. */
export function blankWords(reading: Reading | undefined, { words }: ViewContext): string {
  return own(words.blank, (reading as BlankReading | undefined)?.reason) ?? words.noData;
}

function delayed(table: Words['delay'], { delay }: ValuedReading, { formats, words }: ViewContext): string {
  const told = own(table, delay) ?? '';
  // Each tile asks at each drawing, and few have a time to tell.
  return told.includes('{0}') ? fill(told, formats.duration(15, 'minute', table === words.delay)) : told;
}

function ageOf(asOf: number, { formats, now }: ViewContext): string {
  const minutes = Math.max(Math.floor((now - asOf) / 60_000), 0) || 0;
  if (minutes < 60) return formats.relative(-minutes, 'minute');
  return minutes < 2880
    ? formats.relative(-Math.floor(minutes / 60), 'hour')
    : formats.relative(-Math.floor(minutes / 1440), 'day');
}
