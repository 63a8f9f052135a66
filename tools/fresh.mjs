/** Whether what lies in dist/ is what the sources make now. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './project.mjs';

/** The folder of builds. */
export const dist = path.join(root, 'dist');

/** Holds the moment at which the build began, in ms since the epoch. */
export const stamp = path.join(dist, '.built');

const inputs = ['src', 'widget', 'tools', 'package.json', 'tsconfig.json'];

/** The newest change below a path, in ms since the epoch. */
function newest(file) {
  const { mtimeMs } = statSync(file);
  if (!statSync(file).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(file).map((name) => newest(path.join(file, name))));
}

/** False where there is no build, or where a source has changed since it began. */
export function isFresh() {
  try {
    const builtAt = Number(readFileSync(stamp, 'utf8'));
    return inputs.every((input) => newest(path.join(root, input)) < builtAt);
  } catch {
    return false;
  }
}
