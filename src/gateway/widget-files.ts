/** Files that browsers load, read once at start and held in memory with their compressed forms. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { createRepresentation, packed, type Representation, tagOf } from './representation.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Far above anything that a page should load; what is larger lies there by mistake. */
const maxBytes = 1_048_576;
/** Three chunks and two files for each of some fifty languages. */
const maxFiles = 128;

/**
 * Path below `folder` → content, for every file in it, or in a folder of it where `below` names that, whose kind a browser
 * has a use for. Rejects where `folder` cannot be read.
 */
export async function loadWidgetFiles(
  folder: string,
  below: readonly string[] = [],
): Promise<ReadonlyMap<string, Representation>> {
  const names = (await namesIn(folder, below)).slice(0, maxFiles);
  const files = await Promise.all(names.map(async (name) => [name, await load(join(folder, name))] as const));
  return new Map(files.flatMap(([name, file]) => (file === undefined ? [] : [[name, file] as const])));
}

async function namesIn(folder: string, below: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const own = entries.filter((entry) => entry.isFile() && isServed(entry.name)).map(({ name }) => name);
  const folders = entries.filter((entry) => entry.isDirectory() && below.includes(entry.name));
  const lower = await Promise.all(
    folders.map(async ({ name }) => (await namesIn(join(folder, name), [])).map((file) => `${name}/${file}`)),
  );
  return [...own, ...lower.flat()];
}

// The names become routes: a plain alphabet keeps a stray file from meaning something to the router.
function isServed(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name) && contentTypes[extname(name)] !== undefined;
}

/** Undefined for what is too large to be meant. */
async function load(path: string): Promise<Representation | undefined> {
  const { size } = await stat(path);
  if (size > maxBytes) return undefined;
  const body = await readFile(path);
  const contentType = contentTypes[extname(path)] ?? 'application/octet-stream';
  const brotliQuality = 11;
  const compressed = await packed(body, brotliQuality);
  return createRepresentation({ contentType, tag: tagOf(body), body, brotliQuality, compressed });
}
