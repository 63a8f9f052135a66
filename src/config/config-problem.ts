/** What is wrong with a configuration: all of it at once, each with its place, rule and what was received. */

export interface ConfigProblem {
  /** Where, such as `items.quote:BTC-USD.decimals`, or the name of an environment variable. */
  readonly path: string;
  /** Line in the file, from 1, where it is known. */
  readonly line?: number;
  /** The file of that line, where it is not the one that was asked for but one that it extends. */
  readonly file?: string;
  /** The rule that is broken, as a sentence. */
  readonly rule: string;
  /** What stands there instead, shortened; never the value of a secret. */
  readonly received?: string;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(file: string, problems: readonly ConfigProblem[]) {
    super(
      `${file}: ${problems.length === 1 ? 'one problem' : `${problems.length} problems`}\n${problems.map(line).join('\n')}`,
    );
    this.problems = problems;
  }
}

function line({ path, line: number, file, rule, received }: ConfigProblem): string {
  const where = file === undefined ? '' : `${file}, `;
  const place = number === undefined ? path : `${path} (${where}line ${number})`;
  return `  ${place}: ${rule}${received === undefined ? '' : `; received ${received}`}`;
}

/** A value as it may be shown in a problem: short, on one line. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
