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
  /** The file, or `environment`. */
  readonly file: string;
  readonly problems: readonly ConfigProblem[];

  constructor(file: string, problems: readonly ConfigProblem[]) {
    super(
      `${file}: ${problems.length === 1 ? 'one problem' : `${problems.length} problems`}\n${problems.map(line).join('\n')}`,
    );
    this.file = file;
    this.problems = problems;
  }
}

function line({ path, line: number, file, rule, received }: ConfigProblem): string {
  const where = file === undefined ? '' : `${file}, `;
  const place = number === undefined ? path : `${path} (${where}line ${number})`;
  return `  ${place}: ${rule}${received === undefined ? '' : `; received ${received}`}`;
}

/** A value as it may be shown in a problem: short, on one line, without what addresses carry for keys. */
export function shown(value: unknown): string {
  const text = withoutCredentials(JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** An address may hold a user, a password or a key in its query: each becomes `***`. */
export function withoutCredentials(text: string): string {
  return text.replace(/(:\/\/)[^\s/?#"@]*@/g, '$1***@').replace(/(:\/\/[^\s?"]*\?)[^\s"#]*/g, '$1***');
}

/** The same error with every secret in it replaced; for whoever knows them. */
export function withoutSecrets(error: ConfigError, secrets: Iterable<string>): ConfigError {
  const found = [...secrets].filter((secret) => secret.length > 0);
  const clean = (text: string) => found.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
  const problems = error.problems.map((problem) => ({
    ...problem,
    path: clean(problem.path),
    rule: clean(problem.rule),
    ...(problem.received === undefined ? {} : { received: clean(problem.received) }),
  }));
  return new ConfigError(error.file, problems);
}
