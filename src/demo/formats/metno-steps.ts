/** The steps of MET Norway's compact forecast: hourly at first, six-hourly to about day nine, and what each looks ahead to. */

/** One entry of the time series; the flags say which `next_…_hours` it carries. */
export interface Step {
  /** ms since the epoch. */
  readonly at: number;
  readonly has1: boolean;
  readonly has6: boolean;
  readonly has12: boolean;
}

const hourMs = 3_600_000;
const sixHoursMs = 6 * hourMs;
// Recorded answers hold 55 hourly steps and end on day nine.
const hourlyForMs = 54 * hourMs;
const totalMs = 9 * 24 * hourMs;

/** From the hour that starts at `first` (ms since the epoch); the last step has only its instant. */
export function forecastSteps(first: number): readonly Step[] {
  const turn = Math.ceil((first + hourlyForMs) / sixHoursMs) * sixHoursMs;
  const end = Math.floor((first + totalMs) / sixHoursMs) * sixHoursMs;
  const steps: Step[] = [];
  for (let at = first; at < turn; at += hourMs) steps.push(hourlyStep(at, turn));
  for (let at = turn; at <= end; at += sixHoursMs) {
    steps.push({ at, has1: false, has6: at + sixHoursMs <= end, has12: at + 2 * sixHoursMs <= end });
  }
  return steps;
}

// Off the six-hour marks, an hourly step looks no further than the hourly part of the forecast.
function hourlyStep(at: number, turn: number): Step {
  const isMark = at % sixHoursMs === 0;
  return {
    at,
    has1: true,
    has6: isMark || at + sixHoursMs <= turn,
    has12: isMark || at + 2 * sixHoursMs <= turn,
  };
}
