/** Makes a module for each language but English out of its tables of words: a list of strings, English's keys left out. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** Folder below src/view → what its files' names end with. */
const tables = { languages: '', 'panel-languages': '-panels' };

/** A data URL, since the sources are TypeScript. */
async function load(root, exports) {
  const { outputFiles } = await build({
    stdin: { contents: exports.join('\n'), resolveDir: path.join(root, 'src/view'), loader: 'ts' },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    write: false,
    logLevel: 'warning',
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}

function languagesOf(root, folder) {
  return readdirSync(path.join(root, 'src/view', folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.basename(file, '.ts'))
    .sort();
}

/** File name → module: `es.js` and `es-panels.js` and so on. `root`: the project's folder. */
export async function wordFiles(root) {
  const found = Object.keys(tables).flatMap((folder) =>
    languagesOf(root, folder).map((language) => ({ folder, language })),
  );
  const modules = await load(root, [
    `export { leavesOf } from './word-table.ts';`,
    ...found.map(
      ({ folder, language }) =>
        `export { words as '${folder}/${language}' } from './${folder}/${language}.ts';`,
    ),
  ]);
  const wordsOf = (folder, language) => modules[`${folder}/${language}`];
  return new Map(
    found
      .filter(({ language }) => language !== 'en')
      .map(({ folder, language }) => {
        const leaves = modules.leavesOf(wordsOf(folder, language), wordsOf(folder, 'en'));
        return [`${language}${tables[folder]}.js`, `export default ${JSON.stringify(leaves)};\n`];
      }),
  );
}
