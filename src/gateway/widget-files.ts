/** The files that a page loads, read once at start and held in memory with their compressed forms. */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { createRepresentation, type Representation, tagOf } from './representation.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** File name → content, for every file directly in `folder` whose kind a browser has a use for. Rejects where it cannot be read. */
export async function loadWidgetFiles(folder: string): Promise<ReadonlyMap<string, Representation>> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile() && isServed(entry.name)).map(({ name }) => name);
  const files = await Promise.all(names.map(async (name) => [name, await load(join(folder, name))] as const));
  return new Map(files);
}

// The names become routes: a plain alphabet keeps a stray file from meaning something to the router.
function isServed(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name) && contentTypes[extname(name)] !== undefined;
}

async function load(path: string): Promise<Representation> {
  const body = await readFile(path);
  const contentType = contentTypes[extname(path)] ?? 'application/octet-stream';
  const file = createRepresentation({ contentType, tag: tagOf(body), body, brotliQuality: 11 });
  file.bytes('br');
  file.bytes('gzip');
  return file;
}
