/** What a row of the page's budgets gives, and how it is printed. Measures nothing. */

export interface Figure {
  readonly what: string;
  /** Undefined: it cannot be measured yet; `note` says why. */
  readonly measured: number | undefined;
  readonly unit: 'kB' | 'MB' | 'ms' | '';
  /** Undefined: reported alone. */
  readonly budget?: number;
  /** From here on the check fails, where the budget itself is not kept yet, or a shared machine may miss it; else at the budget. */
  readonly ceiling?: number;
  readonly note?: string;
}

export function isOver({ measured, budget }: Figure): boolean {
  return measured !== undefined && budget !== undefined && !(measured <= budget);
}

/** True where the check has to fail. */
export function isFailing({ measured, budget, ceiling = budget }: Figure): boolean {
  return measured !== undefined && ceiling !== undefined && !(measured <= ceiling);
}

/** The middle one; of an even number the lower. NaN of none, which is over every budget. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
}

/** Name, measured, budget and verdict, in columns; a note follows in brackets. */
export function lineOf(figure: Figure): string {
  const { what, measured, budget, ceiling, unit, note } = figure;
  const verdict = measured === undefined ? '-' : isOver(figure) ? 'OVER' : budget === undefined ? '' : 'ok';
  const columns = [
    verdict.padEnd(4),
    what.padEnd(58),
    measured === undefined ? 'none'.padStart(9) : withUnit(measured, unit).padStart(9),
    budget === undefined
      ? ''
      : `(budget ${withUnit(budget, unit)}${ceiling ? `, fails at ${withUnit(ceiling, unit)}` : ''})`,
    note === undefined ? '' : `[${note}]`,
  ];
  return columns.join('  ').trimEnd();
}

function withUnit(value: number, unit: Figure['unit']): string {
  const digits = Number.isInteger(value) ? 0 : Math.abs(value) < 0.1 ? 4 : 2;
  return `${value.toFixed(digits)} ${unit}`.trimEnd();
}
