/** Makes the strip's files in memory, the same for the build and for the tests: chunks, words, and the build's own name. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, transform } from 'esbuild';
import { minify } from 'terser';
import { chunkOf, coreSource, fromKit, sharedBy } from './kit.mjs';
import { descriptionOf, manifestOf } from './package-files.mjs';

const project = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Chunk → its entry; the first is what a page loads, the others it loads by itself. */
const entries = {
  'masthead.js': 'widget/index.ts',
  'finish.js': 'widget/finish/index.ts',
  'life.js': 'widget/life/index.ts',
  'card.js': 'widget/finish/card.ts',
  'warnings.js': 'widget/finish/warnings.ts',
  'panels.js': 'widget/panels/index.ts',
  'forecast.js': 'widget/panels/weather-parts.ts',
  'settings.js': 'widget/panels/settings-panel.ts',
};
const core = 'masthead.js';

/** What a page puts in its own style sheet, so that nothing moves when the strip comes. */
export const reservedHeight =
  'masthead-strip{display:block;block-size:44px}masthead-strip[layout=compact]{block-size:32px}masthead-strip[layout=card]{block-size:400px}';

/** `import css from './x.css'` gives the sheet as a text, without what only people need. */
const minifiedCss = {
  name: 'minified-css',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path: file }) => {
      const { code } = await transform(await readFile(file, 'utf8'), {
        loader: 'css',
        minify: true,
        target: 'es2022',
        legalComments: 'none',
      });
      // It leaves the values of custom properties as they were written.
      return { contents: code.trim().replace(/([,:]) /g, '$1'), loader: 'text' };
    });
  },
};

/** A bundle that people can read, and the files that are in it. `more` goes to esbuild; `stdin` in it stands for the entry. */
async function bundle(root, entry, more = {}) {
  const { stdin } = more;
  const { outputFiles, metafile } = await build({
    ...(stdin === undefined && { entryPoints: [path.join(root, entry)] }),
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    plugins: [minifiedCss],
    write: false,
    metafile: true,
    logLevel: 'warning',
    ...more,
  });
  const files = Object.keys(metafile.inputs).map((file) => path.join(root, file));
  return { text: outputFiles[0].text, files };
}

// `unsafe`: nothing here lends `String` or `Object` another meaning, joins a list in its source that may hold undefined, or
// calls a global for what it throws alone (terser, "The unsafe compress option").
const size = {
  passes: 3,
  unsafe: true,
  unsafe_arrows: true,
  unsafe_methods: true,
  pure_getters: true,
  hoist_funs: true,
  inline: 1,
};
// What is said once where it is used is longer, and repeats what stands elsewhere: in the core alone brotli likes that better.
const coreSize = { ...size, reduce_funcs: false };

/**
 * Chromium then compiles all functions while the script is still coming, beside the page's own thread: nearly all are used
 * at once, and to find that out one by one takes a quarter of the strip's time (V8, "explicit compile hints").
 */
const compileHint = '//# allFunctionsCalledOnLoad\n';

async function small(text, compress = size) {
  const { code } = await minify(text, { module: true, ecma: 2020, compress });
  return compileHint + code;
}

/** Stands for the folder of the chunks until its name is known. */
const unnamed = './unnamed/';

/** `chunks`: where the core finds its further chunks, relative to itself. */
const withChunks = (chunks) => ({ define: { __CHUNKS__: JSON.stringify(chunks) } });

async function chunk(root, entry, chunks) {
  return small((await bundle(root, entry, withChunks(chunks))).text);
}

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
async function laterChunks(root, make) {
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
  const { code } = await transform(await readFile(path.join(root, 'widget/builder/builder.css'), 'utf8'), {
    loader: 'css',
    minify: true,
    legalComments: 'none',
  });
  return new Map([
    ['builder.js', await chunk(root, 'widget/builder/index.ts', './')],
    ['builder.css', code],
  ]);
}

/** In the order of its source, which is that of the documentation. */
async function attributesIn(root) {
  const source = await readFile(path.join(root, 'widget/masthead-strip.ts'), 'utf8');
  const [, list = ''] = /const attributes = \[(.*?)\]/s.exec(source) ?? [];
  return [...list.matchAll(/'([a-z-]+)'/g)].map(([, name]) => name);
}

async function propertiesIn(root) {
  const names = ['strip', 'finish/finish', 'finish/card', 'finish/warnings', 'panels/panels'].map(
    (name) => `widget/${name}.css`,
  );
  const sheets = await Promise.all(names.map((name) => readFile(path.join(root, name), 'utf8')));
  return [...new Set(sheets.join('').match(/--masthead-[a-z]+/g))].sort();
}

/** The npm package: path → text. Its chunks lie beside its module, which names each, so that bundlers find them. */
export async function bundlePackage(root = project) {
  const later = await laterChunks(root, async (entry) => (await bundle(root, entry)).text);
  const chunks = later.map(
    ([name]) => `${JSON.stringify(name.replace(/\.js$/, ''))}:()=>import("./${name}")`,
  );
  // On a server there is no HTMLElement to extend; the class must load there all the same.
  const banner = `const mastheadChunks={${chunks.join()}},HTMLElement=globalThis.HTMLElement??class{};`;
  const { text } = await bundle(root, 'widget/package.ts', {
    banner: { js: banner },
    define: { __CHUNKS__: 'mastheadChunks' },
  });
  const module = await small(text);
  const pack = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const types = await Promise.all(
    ['masthead-strip.d.ts', 'define.d.ts', 'jsx.d.ts'].map(async (name) => [
      name,
      await readFile(path.join(root, 'tools/package', name), 'utf8'),
    ]),
  );
  const [[, declarations]] = types;
  const manifest = manifestOf(await attributesIn(root), await propertiesIn(root), declarations);
  return new Map([
    ['package.json', `${JSON.stringify(descriptionOf(pack), null, 2)}\n`],
    ['masthead-strip.js', module],
    ['define.js', `import { define } from './masthead-strip.js';\ndefine();\n`],
    ['jsx.js', 'export {};\n'],
    ['strip.css', `${reservedHeight}\n`],
    // TypeScript wants to know what an import for its effect alone is.
    ['strip.css.d.ts', 'export {};\n'],
    ['custom-elements.json', `${JSON.stringify(manifest, null, 2)}\n`],
    ['LICENSE', await readFile(path.join(root, 'LICENSE'), 'utf8')],
    ...later,
    ...types,
  ]);
}
