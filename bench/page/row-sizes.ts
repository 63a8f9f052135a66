/** How large each file of the strip is as it travels, read from the build. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectPath } from '../../src/system/project.ts';
import { brotliBytes } from '../../test/support/widget-bundle.ts';
import type { Figure } from './figure.ts';
import type { Row } from './rig.ts';

const folder = projectPath('dist', 'widget');

export const sizes: Row = {
  name: 'sizes',
  isTimed: false,
  measure: async () => {
    const files = new Map(filesBelow(folder).map((file) => [nameOf(file), file]));
    const words = [...files.keys()].filter((name) => name.startsWith('words/'));
    const isOfPanels = (name: string) => name.endsWith('-panels.js');
    const figureOf = (what: string, name: string, budget?: number): Figure => ({
      what: `${what}, brotli`,
      measured: brotliKb(files, name),
      unit: 'kB',
      ...(budget !== undefined && { budget }),
    });
    return [
      figureOf('strip script', 'masthead.js', 8),
      // Bound by what the whole first minute may take.
      figureOf('what follows it at idle', 'finish.js'),
      figureOf('what keeps a feed going', 'life.js'),
      figureOf('panels chunk', 'panels.js', 8),
      largest(
        words.filter((name) => !isOfPanels(name)).map((name) => figureOf(`one language (${name})`, name, 1)),
      ),
      largest(words.filter(isOfPanels).map((name) => figureOf(`one language's panels (${name})`, name, 1))),
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

/** In kB of 1,024 bytes (docs/decisions.md). Throws where the build has no such file. */
function brotliKb(files: ReadonlyMap<string, string>, name: string): number {
  const file = files.get(name);
  if (file === undefined) throw new Error(`the build makes no ${name}`);
  return brotliBytes(readFileSync(file, 'utf8')) / 1024;
}

/** It stands for all. */
function largest(figures: readonly Figure[]): Figure {
  return figures.reduce((most, next) => (next.measured > most.measured ? next : most));
}
