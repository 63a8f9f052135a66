/** The files that a panel is made of, as the build makes them, and the harness that mounts one; in memory. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, transform } from 'esbuild';
import { widgetFiles } from '../../support/widget-bundle.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const styles: Plugin = {
  name: 'styles',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await minified(path), loader: 'text' }));
  },
};

let chunks: Promise<ReadonlyMap<string, string>> | undefined;

/** File name → text; built once per test process. */
export function panelChunks(): Promise<ReadonlyMap<string, string>> {
  chunks ??= built();
  return chunks;
}

async function built(): Promise<ReadonlyMap<string, string>> {
  const files = new Map([...(await widgetFiles())].map(([name, text]) => [name.replace(/^.*\//, ''), text]));
  const sheets = ['widget/strip.css', 'widget/finish/finish.css'].map((file) => minified(root + file));
  return new Map([
    ...['masthead.js', 'panels.js', 'forecast.js', 'settings.js', 'warnings.js'].map(
      (name): [string, string] => [name, files.get(name) ?? ''],
    ),
    ['harness.js', await harness()],
    ['strip.css', (await Promise.all(sheets)).join('')],
  ]);
}

async function harness(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${root}test/widget/panels/panel-harness.ts`],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    plugins: [styles],
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}

async function minified(file: string): Promise<string> {
  const { code } = await transform(await readFile(file, 'utf8'), { loader: 'css', minify: true });
  return code.trim();
}
