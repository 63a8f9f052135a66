/** Makes the npm package in memory: the element's module with its chunks, types, manifest and style sheet. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { laterChunks, reservedHeight } from './bundle.mjs';
import { bundle, small } from './compile.mjs';
import { descriptionOf, manifestOf } from './package-files.mjs';
import { root as project } from './project.mjs';

/** In the order of its source, which is that of the documentation. */
async function attributesIn(root) {
  const source = await readFile(path.join(root, 'widget/masthead-strip.ts'), 'utf8');
  const [, list = ''] = /const attributes = \[(.*?)\]/s.exec(source) ?? [];
  return [...list.matchAll(/'([a-z-]+)'/g)].map(([, name]) => name);
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
  const manifest = manifestOf(await attributesIn(root), declarations);
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
    ['README.md', await readFile(path.join(root, 'tools/package/README.md'), 'utf8')],
    ...later,
    ...types,
  ]);
}
