import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bundleWidget } from '../../tools/bundle.mjs';

const coreSource = `import css from './strip.css';
declare const __CHUNKS__: string;
export const strip = [css, new URL(__CHUNKS__ + 'finish.js', import.meta.url)];`;

/** A project with a strip as small as can be; `sources`: path below its folder → text, in place of or beside that. */
async function bundleOf(sources: Readonly<Record<string, string>> = {}) {
  const root = await mkdtemp(path.join(tmpdir(), 'masthead-bundle-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const all = {
    'package.json': '{"version":"1.2.3"}',
    'widget/index.ts': coreSource,
    'widget/strip.css': '/* for people */\n.strip {\n  color: #ff0000;\n  margin: 0px 0px;\n}\n',
    ...sources,
  };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), text);
  }
  const { build, files } = await bundleWidget(root);
  return { build, files, text: (name: string) => files.get(name) ?? '' };
}

const chunks = {
  'widget/finish/index.ts': 'export const finish = 1;',
  'widget/panels/index.ts': 'export const panels = 1;',
  'tools/words.mjs': `export const wordFiles = async () => new Map([['de.js', 'export default ["Wetter"]']]);`,
};

it('makes the moving script, and a build with the same core beside its chunks', async () => {
  const { build, files, text } = await bundleOf(chunks);
  expect(build).toMatch(/^[0-9a-f]{10}$/);
  const within = ['masthead.js', 'finish.js', 'panels.js', 'words/de.js'];
  expect([...files.keys()].sort()).toEqual(
    ['build.json', 'masthead.js', ...within.map((name) => `builds/${build}/${name}`)].sort(),
  );
  expect(text('masthead.js')).toContain(`./${build}/`);
  expect(text(`builds/${build}/masthead.js`)).toBe(text('masthead.js').replace(`./${build}/`, './'));
});

it('makes what there is while a chunk is missing', async () => {
  const { build, files } = await bundleOf();
  expect([...files.keys()]).toEqual(['masthead.js', 'build.json', `builds/${build}/masthead.js`]);
});

it('describes the build with the hash of the script that never moves', async () => {
  const { build, text } = await bundleOf(chunks);
  const fixed = text(`builds/${build}/masthead.js`);
  expect(JSON.parse(text('build.json'))).toEqual({
    version: '1.2.3',
    build,
    script: `/v1/${build}/masthead.js`,
    integrity: `sha384-${createHash('sha384').update(fixed).digest('base64')}`,
    css: expect.stringContaining('block-size:44px'),
  });
});

it('names a build by its contents: the same ones alike, any other one otherwise', async () => {
  const [one, same] = [await bundleOf(chunks), await bundleOf(chunks)];
  expect(same.build).toBe(one.build);
  const others = await Promise.all([
    bundleOf({ ...chunks, 'widget/index.ts': `${coreSource}\nexport const more = 2;` }),
    bundleOf({ ...chunks, 'widget/finish/index.ts': 'export const finish = 2;' }),
    bundleOf({ ...chunks, 'tools/words.mjs': chunks['tools/words.mjs'].replace('Wetter', 'Himmel') }),
    bundleOf({ ...chunks, 'tools/words.mjs': chunks['tools/words.mjs'].replace('de.js', 'fr.js') }),
  ]);
  expect(new Set([one.build, ...others.map(({ build }) => build)]).size).toBe(5);
});

it('takes a style sheet in as a text, minified', async () => {
  const { text } = await bundleOf();
  expect(text('masthead.js')).toContain('.strip{color:red;margin:0}');
  expect(text('masthead.js')).not.toContain('for people');
});

describe('what core and chunk both need', () => {
  const common = {
    'widget/common.ts': [
      // Long enough to be worth sharing.
      `export function greet(): string {`,
      `  const words = ['good', 'morning', 'to', 'all', 'of', 'you', 'who', 'are', 'up', 'this', 'early'];`,
      `  const others = ['and', 'to', 'those', 'who', 'are', 'not', 'for', 'they', 'have', 'their', 'reasons'];`,
      `  words.push(...others.slice(0, 0));`,
      `  return words.map((word) => word.toUpperCase()).join(' ');`,
      `}`,
      `export function leave(): string { return ['good', 'night'].join(' '); }`,
    ].join('\n'),
    'widget/index.ts': `import { greet } from './common.ts';\nexport const said = greet();`,
    'widget/finish/index.ts': [
      `import { greet, leave } from '../common.ts';`,
      `export const finish = () => [greet(), leave()].join(', ');`,
    ].join('\n'),
  };
  const moduleOf = (text: string) => import(`data:text/javascript,${encodeURIComponent(text)}`);

  it('is in the core alone, and the chunk brings the rest', async () => {
    const { build, text } = await bundleOf(common);
    expect(text(`builds/${build}/finish.js`)).not.toContain('morning');
    expect(text('masthead.js')).not.toContain('night');
  });

  it('reaches the chunk as it is called with the core', async () => {
    const { build, text } = await bundleOf(common);
    const core = await moduleOf(text('masthead.js'));
    const chunk = await moduleOf(text(`builds/${build}/finish.js`));
    expect(chunk.default(core).finish()).toBe('GOOD MORNING TO ALL OF YOU WHO ARE UP THIS EARLY, good night');
  });
});
