/** Reads a YAML config file, and the one that it extends, into checked content with every problem placed by line. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Document, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { ConfigError, type ConfigProblem, shown } from './config-problem.ts';
import { type ConfigFile, configSchema } from './schema.ts';

type Raw = Readonly<Record<string, unknown>>;

interface Layer {
  readonly raw: Raw;
  readonly lineOf: (keys: readonly PropertyKey[]) => number | undefined;
}

/** A file may extend one that extends another; a longer chain is taken for a loop. */
const maxLayers = 4;

/** Throws a ConfigError that lists everything wrong with the file at once. `over` goes over what the file says. */
export async function readConfigFile(file: string, over: Raw = {}): Promise<ConfigFile> {
  const layers = [...(await readLayers(file, maxLayers)), { raw: over, lineOf: () => undefined }];
  const parsed = configSchema.safeParse(layers.reduce<Raw>((base, { raw }) => merged(base, raw), {}));
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    file,
    parsed.error.issues.flatMap((issue) => problemsOf(issue, layers)),
  );
}

/** The extended file first. */
async function readLayers(file: string, left: number): Promise<Layer[]> {
  const layer = await readLayer(file);
  const base = layer.raw.extends;
  if (typeof base !== 'string') return [layer];
  if (left <= 1)
    throw new ConfigError(file, [
      { path: 'extends', rule: `must not go through more than ${maxLayers} files` },
    ]);
  return [...(await readLayers(path.resolve(path.dirname(file), base), left - 1)), layer];
}

async function readLayer(file: string): Promise<Layer> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(file, [
      { path: 'file', rule: 'must be readable', received: error.code ?? 'an error' },
    ]);
  });
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    throw new ConfigError(file, [
      { path: 'yaml', line: counter.linePos(error.pos[0]).line, rule: error.message },
    ]);
  }
  const raw: unknown = document.toJS({ maxAliasCount: 20 });
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw new ConfigError(file, [{ path: 'file', rule: 'must hold keys and values', received: shown(raw) }]);
  }
  return { raw: raw as Raw, lineOf: (keys) => lineIn(document, counter, keys) };
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

function problemsOf(issue: z.core.$ZodIssue, layers: readonly Layer[]): ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => placed([...issue.path, key], 'is not a key that is known here', layers));
  }
  const { received } = valueAt(issue.path, layers);
  return [{ ...placed(issue.path, issue.message, layers), received: shown(received) }];
}

function placed(keys: readonly PropertyKey[], rule: string, layers: readonly Layer[]): ConfigProblem {
  const line = [...layers]
    .reverse()
    .map(({ lineOf }) => lineOf(keys))
    .find((found) => found !== undefined);
  return { path: keys.map(String).join('.') || 'file', rule, ...(line === undefined ? {} : { line }) };
}

function valueAt(keys: readonly PropertyKey[], layers: readonly Layer[]): { received: unknown } {
  let value: unknown = layers.reduce<Raw>((base, { raw }) => merged(base, raw), {});
  for (const key of keys) value = (value as Raw | undefined)?.[String(key)];
  return { received: value };
}

/** The line of the deepest of the keys that stands in this file; undefined where not even the first does. */
function lineIn(document: Document, counter: LineCounter, keys: readonly PropertyKey[]): number | undefined {
  for (let length = keys.length; length > 0; length -= 1) {
    const node = document.getIn(keys.slice(0, length), true) as
      | { range?: [number, number, number] }
      | undefined;
    if (node?.range) return counter.linePos(node.range[0]).line;
  }
  return undefined;
}
