/** What a quote's market session is called: until when it is closed and why, or that it ends sooner today. */
import type { ValuedReading } from '../protocol/reading.ts';
import { displayText } from './display-text.ts';
import { fill } from './fill.ts';
import type { ViewContext } from './view-context.ts';

/**
 * A word or two for the room beside the name, and all of it, such as `market closed for Thanksgiving Day, opens 09:30`.
 * Both '' where there is nothing to tell.
 */
export function sessionWords(
  { state, session }: ValuedReading,
  context: ViewContext,
): readonly [tag: string, spoken: string] {
  const { words, formats, now } = context;
  const isClosed = state === 'closed';
  const turnAt = (isClosed ? session?.opensAt : session?.isHalfDay && session.closesAt) || 0;
  const minutes = Math.ceil((turnAt - now) / 60_000);
  // A turn that has passed is not told: nobody has said yet that it came. A day ahead, its day is told and not its time.
  // The first instant of a UTC day would stand for that day, and Tokyo opens then: hence the millisecond.
  const when = minutes > 0 ? formats.moment(turnAt + 1, minutes < 1440 ? turnAt + 1 : now) : '';
  if (!isClosed) return when ? [words.halfDay, fill(words.halfDayUntil, when)] : ['', ''];
  const holiday = displayText(session?.holiday);
  const isSoon = minutes > 0 && minutes < 60;
  const opens =
    when && fill(words.opens, isSoon ? fill(words.in, formats.duration(minutes, 'minute')) : when);
  const closed = holiday ? fill(words.closedFor, holiday) : words.closedSpoken;
  // For the ear its minutes are in full, in the form and case that the language has for what is ahead.
  const spoken = when && fill(words.opens, isSoon ? formats.relative(minutes, 'minute') : when);
  return [
    holiday ? words.holiday : opens || words.closed,
    [closed, spoken].filter(Boolean).join(words.comma),
  ];
}
