/** What a row of the page's budgets gives, and how it is printed. Measures nothing. */

export interface Figure {
  readonly what: string;
  readonly measured: number;
  readonly unit: 'kB' | 'MB' | 'ms' | '×' | '';
  /** Undefined: reported alone, unless there is a `ceiling`. */
  readonly budget?: number;
  /** From here on the check fails, where the budget itself is not kept yet, or a shared machine may miss it; else at the budget. */
  readonly ceiling?: number;
  readonly note?: string;
}

/** What is wanted of it; undefined where it is reported alone. */
function limitOf({ budget, ceiling }: Figure): number | undefined {
  return budget ?? ceiling;
}

export function isOver(figure: Figure): boolean {
  const limit = limitOf(figure);
  return limit !== undefined && !(figure.measured <= limit);
}

/** True where it is over by so little that another program may have had the machine. */
export function isNearly(figure: Figure): boolean {
  return figure.measured < 2 * (limitOf(figure) ?? 0);
}

/** True where the check has to fail. */
export function isFailing({ measured, budget, ceiling = budget }: Figure): boolean {
  return ceiling !== undefined && !(measured <= ceiling);
}

/** The middle one; of an even number the lower. NaN of none, which is over every budget. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
}

/** Name, measured, budget and verdict, in columns; a note follows in brackets. */
export function lineOf(figure: Figure): string {
  const { what, measured, budget, ceiling, unit, note } = figure;
  const verdict = isOver(figure) ? 'OVER' : limitOf(figure) === undefined ? '' : 'ok';
  const limits = [
    budget === undefined ? '' : `budget ${withUnit(budget, unit)}`,
    ceiling === undefined ? '' : `fails at ${withUnit(ceiling, unit)}`,
  ]
    .filter(Boolean)
    .join(', ');
  const columns = [
    verdict.padEnd(4),
    what.padEnd(58),
    withUnit(measured, unit).padStart(9),
    limits === '' ? '' : `(${limits})`,
    note === undefined ? '' : `[${note}]`,
  ];
  return columns.join('  ').trimEnd();
}

function withUnit(value: number, unit: Figure['unit']): string {
  const digits = Number.isInteger(value) ? 0 : Math.abs(value) < 0.1 ? 4 : 2;
  return `${value.toFixed(digits)} ${unit}`.trimEnd();
}
