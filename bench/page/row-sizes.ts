/** How large each file of the strip is as it travels, read from the build. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { projectPath } from '../../src/system/project.ts';
import type { Figure } from './figure.ts';
import type { Row } from './rig.ts';

const folder = projectPath('dist', 'widget');

export const sizes: Row = {
  name: 'sizes',
  isTimed: false,
  measure: async () => {
    const files = new Map(filesBelow(folder).map((file) => [nameOf(file), file]));
    const languages = [...files.keys()].filter((name) => name.startsWith('words/'));
    return [
      figureOf('strip script', files.get('masthead.js'), 8),
      // Bound by what the whole first minute may take.
      figureOf('what follows it at idle', files.get('finish.js')),
      figureOf('what keeps a feed going', files.get('life.js')),
      figureOf('panels chunk', files.get('panels.js'), 8),
      ...largestOf(
        'one language',
        languages.filter((name) => !name.endsWith('-panels.js')),
        files,
        1,
      ),
      ...largestOf(
        "one language's panels",
        languages.filter((name) => name.endsWith('-panels.js')),
        files,
        1,
      ),
    ];
  },
};

/** Served in `measure`'s folder under whatever build's name: a file is what its own name says. */
function nameOf(file: string): string {
  return file.includes('/words/') ? `words/${basename(file)}` : basename(file);
}

function filesBelow(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const file = join(path, entry.name);
    if (entry.isDirectory()) return filesBelow(file);
    return entry.name.endsWith('.js') ? [file] : [];
  });
}

/** In kB of 1,024 bytes (docs/decisions.md). */
function brotliKb(file: string): number {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  return brotliCompressSync(readFileSync(file), { params }).length / 1024;
}

function figureOf(what: string, file: string | undefined, budget?: number): Figure {
  const limit = budget === undefined ? {} : { budget };
  const isThere = file !== undefined && existsSync(file);
  const note = isThere ? {} : { note: 'the build makes none' };
  return {
    what: `${what}, brotli`,
    measured: isThere ? brotliKb(file) : undefined,
    unit: 'kB',
    ...limit,
    ...note,
  };
}

/** The largest of them stands for all. */
function largestOf(
  what: string,
  names: readonly string[],
  files: ReadonlyMap<string, string>,
  budget?: number,
): Figure[] {
  const figures = names.map((name) =>
    figureOf(`${what} (${basename(name, '.js')})`, files.get(name), budget),
  );
  if (figures.length === 0) return [figureOf(what, undefined, budget)];
  return figures.sort((a, b) => (b.measured ?? 0) - (a.measured ?? 0)).slice(0, 1);
}
