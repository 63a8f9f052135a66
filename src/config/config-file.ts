/** Reads a YAML config file, and the one that it extends, into checked content with every problem placed by line. */
import path from 'node:path';
import type { z } from 'zod';
import { deepestSpot, type FindSpot, type Keys } from './config-lines.ts';
import { ConfigError, type ConfigProblem, shown } from './config-problem.ts';
import { knownKeys } from './known-keys.ts';
import { didYouMean } from './nearest.ts';
import { plainWords } from './plain-words.ts';
import { type ConfigFile, configSchema } from './schema.ts';
import { readYamlFile, type YamlFile } from './yaml-file.ts';

type Raw = YamlFile['raw'];

/** What a file says, and how to say where in it something is wrong. */
export interface ReadConfig {
  readonly content: ConfigFile;
  readonly problem: MakeProblem;
}

/** A problem with the line of its keys, as far as they stand in a file. `received`: the value itself; undefined where none stands there. */
export type MakeProblem = (keys: Keys, rule: string, received: unknown) => ConfigProblem;

/** A file may extend one that extends another; a longer chain is taken for a loop. */
const maxLayers = 4;

/** Throws a ConfigError that lists everything wrong with the file at once. `over` goes over what the file says. */
export async function readConfigFile(file: string, over: Raw = {}): Promise<ReadConfig> {
  const layers = await readLayers(file, maxLayers);
  const whole = [...layers.map(({ raw }) => raw), over].reduce(merged);
  const problem = problemIn(file, deepestSpot(layers.map(({ find }) => find)));
  const parsed = configSchema.safeParse(whole, { error: plainWords });
  if (parsed.success) return { content: parsed.data, problem };
  throw new ConfigError(
    file,
    parsed.error.issues.flatMap((issue) => problemsOf(issue, whole, problem)),
  );
}

/** The extended file first. */
async function readLayers(file: string, left: number): Promise<YamlFile[]> {
  const layer = await readYamlFile(file);
  const base = layer.raw.extends;
  if (typeof base !== 'string') return [layer];
  if (left <= 1)
    throw new ConfigError(file, [
      { path: 'extends', rule: `must not go through more than ${maxLayers} files` },
    ]);
  return [...(await readLayers(path.resolve(path.dirname(file), base), left - 1)), layer];
}

/** Maps merge key by key, so that one setting of one provider can be changed; anything else is replaced. */
function merged(base: Raw, over: Raw): Raw {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const held = result[key];
    result[key] = isMap(held) && isMap(value) ? merged(held, value) : value;
  }
  return result;
}

function isMap(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function problemsOf(issue: z.core.$ZodIssue, whole: Raw, problem: MakeProblem): ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => problem([...issue.path, key], unknownKey(key, issue.path), key));
  }
  const rule = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return [problem(issue.path, rule, valueAt(issue.path, whole))];
}

/** What stands under an unknown key is never shown: it may well be a secret that belongs into the environment. */
function unknownKey(key: string, path: Keys): string {
  return `is not a key that is known here${didYouMean(key, knownKeys(path))}`;
}

function problemIn(asked: string, find: FindSpot): MakeProblem {
  return (keys, rule, received) => {
    const spot = find(keys);
    return {
      path: keys.map(String).join('.') || 'file',
      rule,
      ...(received === undefined ? {} : { received: shown(received) }),
      ...(spot === undefined ? {} : { line: spot.line }),
      ...(spot === undefined || spot.file === asked ? {} : { file: spot.file }),
    };
  };
}

function valueAt(keys: Keys, whole: Raw): unknown {
  let value: unknown = whole;
  for (const key of keys) value = (value as Raw | null | undefined)?.[String(key)];
  return value;
}
