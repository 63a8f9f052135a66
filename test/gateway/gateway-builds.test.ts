import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startRig } from './rig.ts';

const now = 'aaaaaaaaaa';
const before = 'bbbbbbbbbb';
const gone = 'cccccccccc';

type Files = Readonly<Record<string, string>>;

async function folderWith(files: Files): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'masthead-builds-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

function buildFiles(build: string): Files {
  const padding = '\n'.repeat(2_000);
  return {
    [`${build}/masthead.js`]: `core of ${build}${padding}`,
    [`${build}/finish.js`]: `finish of ${build}${padding}`,
    [`${build}/words/de.js`]: `words of ${build}`,
  };
}

const description = {
  version: '1.0.0',
  build: now,
  script: `/v1/${now}/masthead.js`,
  integrity: `sha384-${createHash('sha384')
    .update(buildFiles(now)[`${now}/masthead.js`] ?? '')
    .digest('base64')}`,
  css: 'masthead-strip{display:block}',
};

/** As the build leaves it, with whatever `more` puts beside. */
function widgetFolder(more: Files = {}): Promise<string> {
  const built = Object.entries(buildFiles(now)).map(([name, text]) => [`builds/${name}`, text]);
  return folderWith({
    'masthead.js': 'moving',
    'build.json': JSON.stringify(description),
    ...Object.fromEntries(built),
    ...more,
  });
}

/** With a folder of the operator's that keeps one earlier build. */
async function startWithBuilds(kept: Files = buildFiles(before), basePath = '') {
  const folders = { widgetFolder: await widgetFolder(), buildsFolder: await folderWith(kept) };
  const { gateway } = await startRig({ ...folders, basePath });
  return (name: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${gateway.url()}/v1/${name}`, { headers });
}

describe('a file of a build', () => {
  it('is kept by browsers for ever, checked by its hash, and loaded from any page', async () => {
    const get = await startWithBuilds();
    const response = await get(`${now}/masthead.js`, { 'accept-encoding': 'br, gzip' });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'content-encoding': 'br',
      vary: 'Accept-Encoding',
    });
    expect(Number(response.headers.get('content-length'))).toBeLessThan(100);
    const etag = response.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[0-9a-f]+-br"$/);
    expect(await response.text()).toContain(`core of ${now}`);
    expect((await get(`${now}/masthead.js`, { 'if-none-match': etag })).status).toBe(304);
    const gzip = await get(`${now}/masthead.js`, { 'accept-encoding': 'gzip' });
    expect(gzip.headers.get('content-encoding')).toBe('gzip');
  });

  it.each([`${now}/finish.js`, `${now}/words/de.js`, `${before}/masthead.js`, `${before}/words/de.js`])(
    '%s is there, an earlier one too where the operator keeps it',
    async (name) => {
      const get = await startWithBuilds();
      const response = await get(name);
      expect(await response.text()).toContain(` of ${name.slice(0, 10)}`);
      expect(response.headers.get('cache-control')).toContain('immutable');
    },
  );

  it('of a build that is gone is the current one, but not for long', async () => {
    const get = await startWithBuilds();
    for (const name of ['finish.js', 'words/de.js']) {
      const response = await get(`${gone}/${name}`);
      expect(await response.text()).toContain(` of ${now}`);
      expect(response.headers.get('cache-control')).toBe('public, max-age=60');
    }
  });

  it('is nothing where it is the script of a build that is gone, whose hash no other could have', async () => {
    const get = await startWithBuilds();
    const response = await get(`${gone}/masthead.js`);
    expect(response.status).toBe(404);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      error: 'unknown-build',
      message: expect.stringContaining('build.json'),
    });
  });

  it.each([
    `${now}/words/xx.js`,
    `${now}/build.json`,
    `${now}/words/../masthead.js/`,
    `${now}/..%2f..%2fpackage.json`,
    `${now}/`,
    `${now}/constructor`,
    'AAAAAAAAAA/masthead.js',
    'aaaaaaaaa/masthead.js',
    'builds/aaaaaaaaaa/masthead.js',
  ])('%s is none', async (name) => {
    const get = await startWithBuilds();
    expect((await get(name)).status).toBe(404);
  });

  it('of the project itself goes before a namesake of the operator', async () => {
    const get = await startWithBuilds({ [`${now}/masthead.js`]: 'another' });
    expect(await (await get(`${now}/masthead.js`)).text()).toContain('core of');
  });

  it("is kept of the operator's twenty newest builds at most", async () => {
    const names = Array.from({ length: 25 }, (_, index) => index.toString(16).padStart(10, '0'));
    const kept = await folderWith(Object.assign({}, ...names.map(buildFiles)));
    for (const [index, name] of names.entries()) await utimes(path.join(kept, name), index, index);
    const { gateway } = await startRig({ widgetFolder: await widgetFolder(), buildsFolder: kept });
    const found = await Promise.all(
      names.map(async (name) => (await fetch(`${gateway.url()}/v1/${name}/masthead.js`)).ok),
    );
    // One place is the current build's own.
    expect(found.map((ok, index) => (ok ? index : -1)).filter((index) => index >= 0)).toEqual(
      Array.from({ length: 19 }, (_, index) => index + 6),
    );
  });

  it('may be missing altogether: the data is served all the same', async () => {
    const { gateway } = await startRig({ buildsFolder: '/nowhere/at/all' });
    expect((await fetch(`${gateway.url()}/v1/boards/front`)).status).toBe(200);
    expect((await fetch(`${gateway.url()}/v1/build.json`)).status).toBe(404);
    expect((await fetch(`${gateway.url()}/v1/${now}/finish.js`)).status).toBe(404);
  });
});

describe('GET /v1/build.json', () => {
  it('names the script that never moves, below the base path, with the hash of what is served there', async () => {
    const get = await startWithBuilds({}, '/masthead');
    const response = await get('build.json');
    expect(response.headers.get('cache-control')).toBe('public, max-age=60');
    const body = (await response.json()) as typeof description;
    expect(body).toEqual({ ...description, script: `/masthead/v1/${now}/masthead.js` });
    const script = await (await get(`${now}/masthead.js`)).text();
    expect(body.integrity).toBe(`sha384-${createHash('sha384').update(script).digest('base64')}`);
  });

  it('is none where the file is not what the build makes', async () => {
    for (const broken of ['{', '{}', JSON.stringify({ ...description, build: '../x' })]) {
      const { gateway } = await startRig({ widgetFolder: await widgetFolder({ 'build.json': broken }) });
      expect((await fetch(`${gateway.url()}/v1/build.json`)).status).toBe(404);
      expect((await fetch(`${gateway.url()}/v1/masthead.js`)).status).toBe(200);
    }
  });
});
