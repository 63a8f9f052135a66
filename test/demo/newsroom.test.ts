import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNewsroom, type Newsroom } from '../../src/demo/newsroom.ts';
import { contentPolicy, escapeAttribute } from '../../src/demo/page-policy.ts';

const folder = fileURLToPath(new URL('../../examples/newsroom', import.meta.url));
let newsroom: Newsroom;

beforeAll(async () => {
  newsroom = createNewsroom({ host: '127.0.0.1', port: 0, gatewayUrl: 'http://127.0.0.1:8080/', folder });
  await newsroom.start();
});
afterAll(() => newsroom.stop());

const get = (path: string) => fetch(newsroom.baseUrl() + path);
const pages = ['/', '/index.html', '/story.html'];

describe('the newsroom', () => {
  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/story.html', 'text/html; charset=utf-8'],
    ['/style.css', 'text/css; charset=utf-8'],
    ['/illimani.svg', 'image/svg+xml'],
    ['/icon.svg?v=1', 'image/svg+xml'],
  ])('serves %s as %s', async (path, type) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(type);
  });

  it.each(pages)('puts the gateway’s address into %s and leaves no placeholder', async (path) => {
    const text = await (await get(path)).text();
    expect(text).toContain(
      '<script type="module" async fetchpriority="low" src="http://127.0.0.1:8080/v1/masthead.js"></script>',
    );
    expect(text).not.toContain('{{');
  });

  it.each([...pages, '/style.css', '/nowhere'])('sends a strict policy with %s', async (path) => {
    const { headers } = await get(path);
    const policy = headers.get('content-security-policy')?.split('; ') ?? [];
    expect(policy).toEqual([
      `default-src 'none'`,
      'script-src http://127.0.0.1:8080',
      'connect-src http://127.0.0.1:8080 ws://127.0.0.1:8080',
      `style-src 'self'`,
      `img-src 'self'`,
      `base-uri 'none'`,
      `form-action 'none'`,
      `frame-ancestors 'none'`,
      `require-trusted-types-for 'script'`,
      `trusted-types 'none'`,
    ]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
  });

  it.each(['/nowhere', '/nowhere/deeper/still', '/constructor', '/.hidden'])(
    'has a page for what is not there: %s',
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain('Not in this edition');
    },
  );

  it.each(['/../package.json', '/..%2fpackage.json', '/%2e%2e/%2e%2e/package.json', '/..%5cpackage.json'])(
    'serves nothing from outside its folder: %s',
    async (path) => {
      expect(await rawStatus(path)).not.toBe(200);
    },
  );

  it('asks for the gateway’s address at each request where it is told by a function', async () => {
    let gateway = 'https://one.test/base/';
    const late = createNewsroom({ host: '127.0.0.1', port: 0, gatewayUrl: () => gateway, folder });
    await late.start();
    const read = async () => {
      const answer = await fetch(`${late.baseUrl()}/`);
      return `${answer.headers.get('content-security-policy')} ${await answer.text()}`;
    };
    expect(await read()).toContain('src="https://one.test/base/v1/masthead.js"');
    gateway = 'https://two.test';
    expect(await read()).toContain('connect-src https://two.test wss://two.test;');
    await late.stop();
  });

  it('does not start over a folder that is not there', async () => {
    const lost = createNewsroom({
      host: '127.0.0.1',
      port: 0,
      gatewayUrl: 'http://g.test',
      folder: `${folder}-not`,
    });
    await expect(lost.start()).rejects.toThrow('ENOENT');
    await lost.stop();
    expect(() => lost.baseUrl()).toThrow('not listening');
  });

  it('serves no file of another kind, even from its own folder', async () => {
    const other = await mkdtemp(join(tmpdir(), 'newsroom-'));
    await writeFile(join(other, 'notes.txt'), 'private');
    const room = createNewsroom({ host: '127.0.0.1', port: 0, gatewayUrl: 'http://g.test', folder: other });
    await room.start();
    expect((await fetch(`${room.baseUrl()}/notes.txt`)).status).toBe(404);
    await room.stop();
    await rm(other, { recursive: true });
  });
});

describe('the pages', () => {
  it.each(pages)('%s carry neither inline code nor inline style', async (path) => {
    const text = await (await get(path)).text();
    expect(text).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i);
    expect(text.match(/<script/g)).toHaveLength(1);
  });

  it.each(pages)('%s are in a language, skip to their main part and have one main heading', async (path) => {
    const text = await (await get(path)).text();
    expect(text).toContain('<html lang="en">');
    expect(text).toContain('href="#main"');
    expect(text).toContain('id="main"');
    expect(text.match(/<h1[ >]/g)).toHaveLength(1);
    for (const image of text.match(/<img[^>]*>/g) ?? []) {
      expect(image).toMatch(/ alt="[^"]+"/);
      expect(image).toMatch(/ width="\d+" height="\d+"/);
    }
  });

  it.each(pages)('%s link to nothing that is not there', async (path) => {
    const text = await (await get(path)).text();
    const links = [...text.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, link]) => link ?? '');
    for (const link of links.filter((one) => !one.startsWith('http'))) {
      const target = new URL(link, newsroom.baseUrl() + path);
      const answer = await fetch(target);
      expect(answer.status, link).toBe(200);
      if (target.hash !== '') expect(await answer.text(), link).toContain(`id="${target.hash.slice(1)}"`);
    }
  });

  it('hold the strip’s place before it has loaded', async () => {
    expect(await (await get('/style.css')).text()).toMatch(
      /masthead-strip \{\s*display: block;\s*block-size: 44px;/,
    );
    expect(await (await get('/')).text()).toContain('<masthead-strip board="front"></masthead-strip>');
    expect(await (await get('/story.html')).text()).toContain(
      '<masthead-strip board="front" place="la-paz-bo"></masthead-strip>',
    );
  });
});

describe('the policy', () => {
  it('names the gateway’s origin without its path, over TLS with wss', () => {
    expect(contentPolicy('https://strip.test:444/live/')).toContain(
      'connect-src https://strip.test:444 wss://strip.test:444;',
    );
  });

  it('lets no text out of an attribute', () => {
    expect(escapeAttribute('"><script>&')).toBe('&quot;>&lt;script>&amp;');
  });
});

/** A path exactly as written: fetch would tidy it first. */
function rawStatus(path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(newsroom.baseUrl());
  return new Promise((resolve, reject) => {
    httpRequest({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
