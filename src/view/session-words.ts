/** What a quote's market session is called: until when it is closed and why, or that it ends sooner today. */
import type { ValuedReading } from '../protocol/reading.ts';
import { displayText } from './display-text.ts';
import { fill } from './fill.ts';
import type { ViewContext } from './view-context.ts';

/** A word or two for the room beside the name; '' where there is nothing to tell. */
export function sessionTag(reading: ValuedReading, context: ViewContext): string {
  const { words, formats } = context;
  const [when, minutes] = turnOf(reading, context);
  if (reading.state !== 'closed') return when && words.halfDay;
  if (displayText(reading.session?.holiday)) return words.holiday;
  if (!when) return words.closed;
  return fill(words.opens, minutes < 60 ? fill(words.in, formats.duration(minutes, 'minute')) : when);
}

/**
 * All of it, such as `market closed for Thanksgiving Day, opens 09:30`; '' where there is nothing to tell. Minutes are in full,
 * in the form and case that the language has for what is ahead.
 */
export function sessionSpoken(reading: ValuedReading, context: ViewContext): string {
  const { words, formats } = context;
  const [when, minutes] = turnOf(reading, context);
  if (reading.state !== 'closed') return when && fill(words.halfDayUntil, when);
  const holiday = displayText(reading.session?.holiday);
  const closed = holiday ? fill(words.closedFor, holiday) : words.closedSpoken;
  const opens = when && fill(words.opens, minutes < 60 ? formats.relative(minutes, 'minute') : when);
  return opens ? closed + words.comma + opens : closed;
}

/** When it opens, or ends sooner today, and in how many minutes; '' where nobody knows. */
function turnOf(
  { state, session }: ValuedReading,
  { formats, now }: ViewContext,
): readonly [when: string, minutes: number] {
  const turnAt = (state === 'closed' ? session?.opensAt : session?.isHalfDay && session.closesAt) || 0;
  const minutes = Math.ceil((turnAt - now) / 60_000);
  // A turn that has passed is not told: nobody has said yet that it came. A day ahead, its day is told and not its time.
  // The first instant of a UTC day would stand for that day, and Tokyo opens then: hence the millisecond.
  return [minutes > 0 ? formats.moment(turnAt + 1, minutes < 1440 ? turnAt + 1 : now) : '', minutes];
}
