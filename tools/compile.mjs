/** From TypeScript and style sheets to one module: put together by esbuild, made small by terser. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build, transform } from 'esbuild';
import { minify } from 'terser';

/** A style sheet's text without what only people need. */
export async function smallCss(file) {
  const { code } = await transform(await readFile(file, 'utf8'), {
    loader: 'css',
    minify: true,
    target: 'es2022',
    legalComments: 'none',
  });
  // It leaves the values of custom properties as they were written.
  return code.trim().replace(/([,:]) /g, '$1');
}

/** `import css from './x.css'` gives the sheet as a text. */
export const minifiedCss = {
  name: 'minified-css',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path: file }) => ({
      contents: await smallCss(file),
      loader: 'text',
    }));
  },
};

/** A bundle that people can read, and the files that are in it. `more` goes to esbuild; `stdin` in it stands for the entry. */
export async function bundle(root, entry, more = {}) {
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
export const coreSize = { ...size, reduce_funcs: false };

/**
 * Chromium then compiles all functions while the script is still coming, beside the page's own thread: nearly all are used
 * at once, and to find that out one by one takes a quarter of the strip's time (V8, "explicit compile hints").
 */
const compileHint = '//# allFunctionsCalledOnLoad\n';

/** A module without what only people need. `compress`: as terser takes it. */
export async function small(text, compress = size) {
  const { code } = await minify(text, { module: true, ecma: 2020, compress });
  return compileHint + code;
}
