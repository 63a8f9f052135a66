/** Where the project's own files lie, the same from the sources and from the built program; and its version. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('package.json is missing: the installation is not whole');
    folder = parent;
  }
  return folder;
}

const root = findRoot();

/** An absolute path below the project's folder. */
export function projectPath(...parts: readonly string[]): string {
  return path.join(root, ...parts);
}

/** As in package.json. */
export const version: string = (
  JSON.parse(readFileSync(projectPath('package.json'), 'utf8')) as { version: string }
).version;
