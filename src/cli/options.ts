/** Reads what stands after a command's name; whatever the command does not know is named and refused. */
import { parseArgs } from 'node:util';
import { UsageError } from './command.ts';

/** `flag` stands alone; `value` takes the word after it. */
export type OptionKinds = Readonly<Record<string, 'flag' | 'value'>>;

export interface Options {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly positionals: readonly string[];
}

/** Throws a UsageError for an option that is not among `kinds`, is given twice, or has a value where it takes none or none where it takes one. */
export function readOptions(command: string, args: readonly string[], kinds: OptionKinds): Options {
  const options = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [
      name,
      { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const flags = new Set<string>();
  const values = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) throw new UsageError(`${command} has no option ${rawName}`);
    if (flags.has(name) || values.has(name)) throw new UsageError(`${rawName} is given twice`);
    if (kind === 'flag' && value !== undefined) throw new UsageError(`${rawName} takes no value`);
    if (kind === 'flag') flags.add(name);
    else if (value === undefined || (value.startsWith('--') && token.inlineValue !== true))
      throw new UsageError(`${rawName} needs a value`);
    else values.set(name, value);
  }
  return { flags, values, positionals };
}

const unitsMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** `10s`, `2m`, `500ms` in ms, from 1 ms to 24 h; throws a UsageError that names `option` for anything else. */
export function durationMs(text: string, option: string): number {
  const [, count = '', unit = ''] = /^([1-9]\d{0,7})(ms|s|m|h)$/.exec(text) ?? [];
  const ms = Number(count) * (unitsMs[unit as keyof typeof unitsMs] ?? 0);
  if (!(ms > 0 && ms <= 24 * unitsMs.h)) {
    throw new UsageError(`${option} must be a whole number and ms, s, m or h, at most 24h, got ${text}`);
  }
  return ms;
}
