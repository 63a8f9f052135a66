/** The npm package as its users have it: packed, installed in a folder, bundled into a small app, and loaded. */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmbeddingSite } from '../docs/embedding-site.ts';
import { sectionsOf } from '../docs/snippets.ts';
import { launchShell } from '../support/chromium.ts';
import { builtPackage } from '../support/widget-bundle.ts';

let browser: Browser;
/** Of an app that has the package installed. */
let app: string;

async function write(folder: string, files: Iterable<readonly [name: string, text: string]>): Promise<void> {
  for (const [name, text] of files) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
}

beforeAll(async () => {
  app = await mkdtemp(path.join(tmpdir(), 'masthead-app-'));
  await write(path.join(app, 'source'), await builtPackage());
  await write(app, [['package.json', '{"name":"app","private":true,"type":"module"}']]);
  const quiet = { cwd: app, encoding: 'utf8', stdio: 'pipe' } as const;
  const [packed] = JSON.parse(execFileSync('npm', ['pack', '--json', './source'], quiet));
  const offline = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts'];
  execFileSync('npm', ['install', ...offline, `./${packed.filename}`], quiet);
  browser = await launchShell();
});
afterAll(async () => {
  await browser?.close();
  await rm(app, { recursive: true });
});

/** An app's code as a bundler leaves it: the one module, everything in it. */
async function bundled(source: string): Promise<{ js: string; css: string }> {
  await write(app, [['app.js', source]]);
  const { outputFiles } = await build({
    ...{
      entryPoints: [path.join(app, 'app.js')],
      outdir: path.join(app, 'out'),
      bundle: true,
      format: 'esm',
    },
    ...{ write: false, logLevel: 'error' },
  });
  const text = (end: string) => outputFiles.find((file) => file.path.endsWith(end))?.text ?? '';
  return { js: text('.js'), css: text('.css') };
}

const html = '<masthead-strip board="front" server="https://header.example.com"></masthead-strip>';
const http = `Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; connect-src https://header.example.com wss://header.example.com; require-trusted-types-for 'script'; trusted-types 'none'`;

it('goes live in an app, with code of the own host alone and its height reserved', async () => {
  const site = await startEmbeddingSite(browser);
  await site.show({
    html,
    http,
    ...(await bundled(`import 'masthead-strip/define'; import 'masthead-strip/strip.css';`)),
  });
  const strip = site.page.locator('masthead-strip');
  await strip.locator('[data-live=true]').waitFor({ state: 'attached' });
  await strip.locator('[role=status]').waitFor({ state: 'attached' });
  await strip.locator('.tile').first().click();
  await strip.locator('dialog').waitFor();
  expect((await strip.boundingBox())?.height).toBe(44);
  expect(site.complaints).toEqual([]);
});

it('registers nothing by being imported, and the class where it is told to', async () => {
  const site = await startEmbeddingSite(browser);
  const { js } = await bundled(
    `import { define, MastheadStrip } from 'masthead-strip';
     document.title = String(customElements.get('masthead-strip'));
     window.addEventListener('go', () => { define(); define(); document.title = String(customElements.get('masthead-strip') === MastheadStrip); });`,
  );
  await site.show({ html, http, css: '', js });
  expect(await site.page.title()).toBe('undefined');
  await site.page.evaluate(() => window.dispatchEvent(new Event('go')));
  expect(await site.page.title()).toBe('true');
  // What has no effect by itself is left out of a bundle altogether.
  expect((await bundled(`import 'masthead-strip';`)).js).not.toContain('HTMLElement');
});

it('loads where there is no browser, as on a server that renders pages', () => {
  const source = `const m = await import('masthead-strip'); await import('masthead-strip/define'); console.log(Object.keys(m).join());`;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', source], {
    cwd: app,
    encoding: 'utf8',
  });
  expect(said.trim().split(',').sort()).toEqual(['MastheadStrip', 'define']);
});

const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
const strict = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedSideEffectImports: true,
  noEmit: true,
  module: 'nodenext',
  target: 'es2022',
  lib: ['es2022', 'dom'],
  types: [],
};

/** What TypeScript has against an app's files, the package's own types included; the first file is the one to check. */
async function complaintsOf(
  files: readonly [name: string, text: string][],
  options: object = {},
): Promise<string> {
  const config = { compilerOptions: { ...strict, ...options }, files: [files[0]?.[0]] };
  await write(app, [...files, ['tsconfig.json', JSON.stringify(config)]]);
  try {
    return execFileSync(process.execPath, [tsc, '-p', app], { encoding: 'utf8' });
  } catch (error) {
    return String((error as { stdout: string }).stdout);
  }
}

/** As much of a JSX library's types as a tag needs. */
const jsxLibrary = (name: string): [string, string][] => {
  const types = `export namespace JSX { interface IntrinsicElements {} interface Element {} }
    export interface CSSProperties { color?: string | undefined }
    export interface HTMLAttributes<T> { className?: string; onClick?: (event: T) => void; style?: CSSProperties | undefined }
    export type DetailedHTMLProps<E, T> = E & { ref?: (element: T | null) => void };`;
  const exports = { '.': { types: './index.d.ts' }, './jsx-runtime': { types: './runtime.d.ts' } };
  return [
    [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '19.0.0', exports })],
    [`node_modules/${name}/index.d.ts`, types],
    [`node_modules/${name}/runtime.d.ts`, `export { JSX } from '${name}';`],
  ];
};

it.each([
  ['adoptedStyleSheets', '["masthead-strip"]'],
  ['styleSheets', '[]'],
])('registers itself where a document has %s: %s', (property, registered) => {
  const source = `const registered = [];
    globalThis.HTMLElement = class {};
    globalThis.Document = class { get ${property}() {} };
    globalThis.customElements = { get() {}, define: (name) => registered.push(name) };
    await import('masthead-strip/define');
    console.log(JSON.stringify(registered));`;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', source], {
    cwd: app,
    encoding: 'utf8',
  });
  expect(said.trim()).toBe(registered);
});

it('has types for the element, its events, its style sheet and the tag in JSX', async () => {
  const code = `import 'masthead-strip/define';
    import 'masthead-strip/strip.css';
    import type {} from 'masthead-strip/jsx';
    import type { JSX } from 'react';
    const strip = document.createElement('masthead-strip');
    strip.layout = 'card';
    strip.addEventListener('masthead-select', ({ detail }) => detail.href?.trim());
    strip.addEventListener('click', (event) => event.clientX.toFixed());
    document.addEventListener('masthead-select', (event) => event.detail.id.trim());
    window.addEventListener('masthead-state', (event) => event.detail.state === 'live');
    strip.attachShadow({ mode: 'open' }).addEventListener('masthead-ready', ({ detail }) => detail.board.trim());
    // @ts-expect-error There is no such state.
    document.addEventListener('masthead-state', (event) => event.detail.state === 'alive');
    type Tag = JSX.IntrinsicElements['masthead-strip'];
    export const tag: Tag = { board: 'front', 'dark-class': 'night', 'onmasthead-ready': ({ detail }) => detail.board };
    export const perhaps = (isWide: boolean): Tag => ({ layout: isWide ? 'strip' : undefined, 'onmasthead-ready': isWide ? () => {} : undefined });
    export const looks: Tag = { style: { color: 'red', '--masthead-paper': '#fff' } };
    // @ts-expect-error There is no such layout.
    strip.layout = 'ribbon';
    // @ts-expect-error Nor in JSX.
    export const wrong: Tag = { layout: 'ribbon' };
    // @ts-expect-error Nor are there looks of that name.
    export const unknown: Tag = { style: { '--header-paper': '#fff' } };`;
  expect(await complaintsOf([['use.ts', code], ...jsxLibrary('react')])).toBe('');
});

it.each([
  ['React', 'react', 'tsx', ''],
  [
    'Vue, Svelte, Preact',
    'preact',
    'ts',
    `export const tag = <masthead-strip board="front" layout="card" />;`,
  ],
])('takes what the documentation says below %s', async (title, jsxImportSource, language, use) => {
  const [block = ''] =
    sectionsOf('embedding.md')
      .find((section) => section.title === title)
      ?.blocks(language) ?? [];
  expect(block).toContain('masthead-strip');
  const files = [['use.tsx', block + use], ...jsxLibrary(jsxImportSource)] as [string, string][];
  expect(await complaintsOf(files, { jsx: 'react-jsx', jsxImportSource })).toBe('');
});

it('tells Svelte of its attributes and events by what the documentation says', async () => {
  const block = sectionsOf('embedding.md')
    .find(({ title }) => title === 'Vue, Svelte, Preact')
    ?.blocks('ts')
    .find((code) => code.includes('svelte/elements'));
  const use = `import type { SvelteHTMLElements } from 'svelte/elements';
    type Tag = SvelteHTMLElements['masthead-strip'];
    export const tag: Tag = { board: 'front', 'onmasthead-select': (event) => event.detail.id.trim(), class: 'x' };
    // @ts-expect-error There is no such layout.
    export const wrong: Tag = { layout: 'ribbon' };`;
  const exports = { './elements': { types: './elements.d.ts' } };
  // As much of Svelte's types as a tag needs: it takes any that it does not know.
  const types = `export interface HTMLAttributes<T extends EventTarget> { class?: string; onclick?: (event: { currentTarget: T }) => void }
    export interface SvelteHTMLElements { a: HTMLAttributes<HTMLAnchorElement>; [name: string]: { [name: string]: any } }`;
  const files: [string, string][] = [
    ['use.ts', `${block}${use}`],
    ['node_modules/svelte/package.json', JSON.stringify({ name: 'svelte', version: '5.0.0', exports })],
    ['node_modules/svelte/elements.d.ts', types],
  ];
  expect(await complaintsOf(files)).toBe('');
});

it('has the documented component sent to browsers, also where components stay on the server', () => {
  const [block] =
    sectionsOf('embedding.md')
      .find(({ title }) => title === 'React')
      ?.blocks('tsx') ?? [];
  expect(block).toMatch(/^'use client';\n.*masthead-strip\/define/);
});

it('says in its own words what the documentation has of it', async () => {
  const readme = await readFile(path.join(app, 'node_modules/masthead-strip/README.md'), 'utf8');
  const section = sectionsOf('embedding.md').find(({ title }) => title === 'The package');
  const blocks = ['js', 'html'].flatMap((language) => section?.blocks(language) ?? []);
  expect(blocks).toHaveLength(2);
  for (const block of blocks) expect(readme).toContain(block);
});

it('asks installers for whatever its types import, so that they find what the app has', async () => {
  const folder = path.join(app, 'node_modules/masthead-strip');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.d.ts'));
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  const imported = [...texts.join('').matchAll(/ from '([^.'][^']*)'/g)].map(([, name]) => `@types/${name}`);
  const { peerDependencies, peerDependenciesMeta } = JSON.parse(
    await readFile(path.join(folder, 'package.json'), 'utf8'),
  );
  expect(imported).toEqual(Object.keys(peerDependencies ?? {}));
  expect(imported.every((name) => peerDependenciesMeta[name].optional)).toBe(true);
});

it('has a manifest of all that the module exports and each of its attributes, with a word on each, and every file that it exports', async () => {
  const folder = path.join(app, 'node_modules/masthead-strip');
  const read = async (name: string) => readFile(path.join(folder, name), 'utf8');
  const manifest = JSON.parse(await read('custom-elements.json'));
  expect(manifest.schemaVersion).toBe('2.1.0');
  const [{ declarations, exports: exported }] = manifest.modules;
  const [{ attributes, members, events }] = declarations;
  const source = `const module = await import('masthead-strip'); console.log([...module.MastheadStrip.observedAttributes, 'density', 'theme', ...Object.keys(module)].join());`;
  const found = execFileSync(process.execPath, ['--input-type=module', '-e', source], {
    cwd: app,
    encoding: 'utf8',
  });
  const namesOf = (all: readonly { name: string }[]) => all.map(({ name }) => name);
  expect([...namesOf(attributes), ...namesOf(exported).sort()]).toEqual(
    found
      .trim()
      .split(',')
      .filter((name) => name !== 'lang'),
  );
  expect(namesOf(declarations).sort()).toEqual(namesOf(exported).sort());
  for (const { name, description } of [...declarations, ...attributes, ...members, ...events])
    expect([name, description]).toEqual([name, expect.stringMatching(/\S/)]);
  expect(namesOf(events)).toEqual(['masthead-ready', 'masthead-state', 'masthead-select']);
  const { exports } = JSON.parse(await read('package.json'));
  const files = Object.values(exports as Record<string, string | Record<string, string>>).flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  );
  for (const file of files) expect((await read(file)).length).toBeGreaterThan(0);
});
