/** Makes the strip's files in memory, the same for the build and for the tests: chunks, words, and the build's own name. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, coreSize, minifiedCss, small, smallCss } from './compile.mjs';
import { chunkOf, coreSource, fromKit, sharedBy } from './kit.mjs';
import { root as project } from './project.mjs';

/** Chunk → its entry; the first is what a page loads, the others it loads by itself. */
const entries = {
  'masthead.js': 'widget/index.ts',
  'finish.js': 'widget/finish/index.ts',
  'life.js': 'widget/life/index.ts',
  'card.js': 'widget/finish/card.ts',
  'warnings.js': 'widget/finish/warnings.ts',
  'focus.js': 'widget/finish/kept-focus.ts',
  'panels.js': 'widget/panels/index.ts',
  'forecast.js': 'widget/panels/weather-parts.ts',
  'settings.js': 'widget/panels/settings-panel.ts',
};
const core = 'masthead.js';

/** What a page puts in its own style sheet, so that nothing moves when the strip comes. */
export const reservedHeight =
  'masthead-strip{display:block;block-size:44px}masthead-strip[layout=compact]{block-size:32px}masthead-strip[layout=card]{block-size:400px}';

/** Stands for the folder of the chunks until its name is known. */
const unnamed = './unnamed/';

/** `chunks`: where the core finds its further chunks, relative to itself. */
const withChunks = (chunks) => ({ define: { __CHUNKS__: JSON.stringify(chunks) } });

/** `words/<name>` → module, of every language; empty where the project has none yet. */
async function words(root) {
  const maker = path.join(root, 'tools/words.mjs');
  if (!existsSync(maker)) return [];
  const { wordFiles } = await import(pathToFileURL(maker).href);
  return [...(await wordFiles(root))].map(([name, text]) => [`words/${path.basename(name)}`, text]);
}

/** Chunk → its entry, of those that the project has. */
function laterEntries(root) {
  return Object.entries(entries).filter(
    ([name, entry]) => name !== core && existsSync(path.join(root, entry)),
  );
}

/** `make`: from an entry to the chunk's text. */
export async function laterChunks(root, make) {
  const built = await Promise.all(
    laterEntries(root).map(async ([name, entry]) => [name, await small(await make(entry))]),
  );
  return [...built, ...(await words(root))];
}

/** What the core can share with its chunks. */
async function sharing(root) {
  const [own, ...chunks] = await Promise.all(
    [entries[core], ...laterEntries(root).map(([, entry]) => entry)].map((entry) =>
      bundle(root, entry, withChunks('./')),
    ),
  );
  return sharedBy(
    own,
    chunks.map(({ files }) => files),
  );
}

/** The first ten hex digits of a hash over all files, names and contents. */
function nameOf(files) {
  const hash = createHash('sha256');
  for (const [name, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${name}\0${text.length}\0${text}\0`);
  return hash.digest('hex').slice(0, 10);
}

/** As an `integrity` attribute wants it. */
function integrityOf(text) {
  return `sha384-${createHash('sha384').update(text).digest('base64')}`;
}

/**
 * All files by their path below dist/widget: the moving `masthead.js`, `build.json`, and `builds/<build>/` with the same
 * core beside its chunks. The core names its chunks' folder, whose name depends on the core: it is hashed with a
 * placeholder there. `root`: the project's folder, for tests another.
 */
export async function bundleWidget(root = project) {
  const shared = await sharing(root);
  const plugins = [fromKit(shared), minifiedCss];
  const [later, pack] = await Promise.all([
    laterChunks(root, async (entry) => chunkOf((await bundle(root, entry, { plugins })).text)),
    readFile(path.join(root, 'package.json'), 'utf8'),
  ]);
  const contents = coreSource(
    `./${entries[core]}`,
    shared,
    later.map(([, text]) => text),
  );
  const stdin = { contents, resolveDir: root, loader: 'js' };
  const { text } = await bundle(root, entries[core], { ...withChunks(unnamed), stdin });
  const placeholder = await small(text, coreSize);
  const { version } = JSON.parse(pack);
  const name = nameOf([[core, placeholder], ...later]);
  const [moving, fixed] = [`./${name}/`, './'].map((folder) => placeholder.replaceAll(unnamed, folder));
  const description = {
    version,
    build: name,
    script: `/v1/${name}/${core}`,
    integrity: integrityOf(fixed),
    css: reservedHeight,
  };
  return {
    build: name,
    files: new Map([
      [core, moving],
      ['build.json', `${JSON.stringify(description, null, 2)}\n`],
      ...[[core, fixed], ...later].map(([file, text]) => [`builds/${name}/${file}`, text]),
    ]),
  };
}

/** The builder's own files, which lie beside the moving script: name → text. */
export async function bundleBuilder(root = project) {
  const { text } = await bundle(root, 'widget/builder/index.ts', withChunks('./'));
  return new Map([
    ['builder.js', await small(text)],
    ['builder.css', await smallCss(path.join(root, 'widget/builder/builder.css'))],
  ]);
}
