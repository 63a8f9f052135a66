import { describe, expect, it } from 'vitest';
import { embedPolicy } from '../../src/gateway/embed-page.ts';
import { connect } from './reader.ts';
import { catalogue, newsroom, startRig } from './rig.ts';

async function embed(query: string, sites = catalogue.sites) {
  const { gateway } = await startRig({ catalogue: { ...catalogue, sites } });
  const response = await fetch(`${gateway.url()}/v1/embed?${query}`);
  const policy = response.headers.get('content-security-policy') ?? '';
  return { gateway, response, policy, page: await response.text() };
}

describe('the page to frame', () => {
  it('is the strip with what the query asks for, and code and style from this host alone', async () => {
    const { gateway, response, policy, page } = await embed(
      'board=front&layout=compact&theme=dark&locale=ar_EG',
    );
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page).toContain(
      '<masthead-strip board="front" layout="compact" theme="dark" locale="ar-EG"></masthead-strip>',
    );
    expect(page).toContain('<html lang="ar-EG" dir="rtl">');
    expect(page).toContain('content="dark"');
    expect(page).not.toMatch(/style=|<style|\son\w+=|javascript:|<script(?![^>]*\ssrc=)/);
    const { host } = new URL(gateway.url());
    expect(policy.split('; ')).toEqual([
      `default-src 'none'`,
      `script-src 'self'`,
      `style-src 'self'`,
      `connect-src 'self' ws://${host} wss://${host}`,
      `base-uri 'none'`,
      `form-action 'none'`,
      `frame-ancestors https://news.example https://paper.example:8443`,
      `require-trusted-types-for 'script'`,
      `trusted-types 'none'`,
    ]);
    for (const [, name] of page.matchAll(/(?:src|href)="([^"]+)"/g))
      expect((await fetch(new URL(name ?? '', response.url))).status, name).toBe(200);
  });

  it('takes a parameter that a template left empty for none', async () => {
    const { response, page } = await embed('board=front&layout=&theme=&locale=&panels=&place=');
    expect(response.status).toBe(200);
    expect(page).toContain('<masthead-strip board="front"></masthead-strip>');
  });

  it('keeps to itself as a page does, though the answers around it say no word of that', async () => {
    const { gateway, response } = await embed('board=front');
    const builder = await fetch(`${gateway.url()}/v1/builder`);
    for (const { headers } of [response, builder]) {
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('origin-agent-cluster')).toBe('?1');
      expect(headers.get('x-dns-prefetch-control')).toBe('off');
    }
    expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(builder.headers.get('x-frame-options')).toBe('DENY');
    expect(builder.headers.get('content-security-policy')).toContain(`frame-ancestors 'none'`);
  });

  it('may be framed by the sites that may show its board, by anybody where no site is named, else by nobody', async () => {
    const money = await embed('board=money');
    expect(money.policy).toContain('frame-ancestors https://paper.example:8443;');
    expect(money.response.headers.get('x-frame-options')).toBeNull();
    expect((await embed('board=money', [])).policy).toContain('frame-ancestors *;');
    const others = catalogue.sites.slice(0, 1);
    expect((await embed('board=money', others)).policy).toContain(`frame-ancestors 'none';`);
  });

  it.each([
    ['board=front&layout=huge', 400],
    ['board=front&theme=dark%22%20onload=%22x', 400],
    ['board=front&locale=%3Cscript%3E', 400],
    ['board=front&place=a%22b', 400],
    [`board=front&place=${'a'.repeat(65)}`, 400],
    ['board=front&units=k', 400],
    ['board=%22%3E%3Cscript%3E', 404],
    ['board=nothing', 404],
    ['', 404],
  ])('for the query %j is refused with %i, and repeats nothing of it', async (query, status) => {
    const { response, page, policy } = await embed(query);
    expect(response.status).toBe(status);
    expect(Object.keys(JSON.parse(page))).toEqual(['error', 'message']);
    expect(page).not.toMatch(/huge|onload|script|a"b|aaa|nothing/);
    expect(policy).toBe(`default-src 'none'; frame-ancestors *`);
  });

  it.each([
    ['layout=huge', 'layout may be strip, compact or card'],
    ['palette=colorblind', 'palette may be auto, western, east-asian, korean or colour-blind'],
    ['units=k', 'units may be c or f'],
    ['panels=on', 'panels may be off'],
    ['locale=_', 'locale may be a language tag such as es or zh-Hant'],
    ['place=.', 'place may be the name of a place such as la-paz-bo'],
  ])('says of %s what it may be', async (query, message) => {
    const { page } = await embed(`board=front&${query}`);
    expect(JSON.parse(page)).toEqual({ error: 'bad-query', message });
  });

  it('says of a board that is not there that it is not', async () => {
    const { page } = await embed('board=nope');
    expect(JSON.parse(page)).toEqual({ error: 'unknown-board', message: 'There is no such board here' });
  });

  it.each([
    ['he', '<html lang="he" dir="rtl">'],
    ['fa-IR', '<html lang="fa-IR" dir="rtl">'],
    ['de', '<html lang="de">'],
    ['', '<html lang="en">'],
  ])('in the language %j begins with %s', async (locale, root) => {
    const { page } = await embed(locale === '' ? 'board=front' : `board=front&locale=${locale}`);
    expect(page).toContain(root);
  });

  it('takes nothing of a parameter that it does not know', async () => {
    const { response, page } = await embed('board=front&onclick=x&style=y');
    expect(response.status).toBe(200);
    expect(page).toContain('<masthead-strip board="front"></masthead-strip>');
  });

  it('gets its socket, as a page of this very host, for a board of any site', async () => {
    const { gateway } = await startRig();
    const { origin, host, port } = new URL(gateway.url());
    for (const own of [origin, `https://${host}`])
      await (await connect(gateway, { query: 'board=money', headers: { origin: own } })).next('snap');
    const others = [`http://127.0.0.1`, `http://127.0.0.1.evil.example:${port}`, `ws://${host}`, newsroom];
    for (const other of others)
      await expect(connect(gateway, { query: 'board=money', headers: { origin: other } })).rejects.toThrow(
        'status 403',
      );
  });
});

describe('the policy of the page', () => {
  it.each(['strip.example', 'strip.example:8443', '127.0.0.1:80', '[::1]:8080'])(
    'names the sockets of %s',
    (host) => {
      expect(embedPolicy(['*'], host)).toContain(`connect-src 'self' ws://${host} wss://${host};`);
    },
  );

  it.each([undefined, '', 'a b', "x; script-src 'unsafe-inline'", 'x,y', '*', 'x/y', '[::1'])(
    'takes nothing of the host %j',
    (host) => {
      expect(embedPolicy(['*'], host)).toContain(`connect-src 'self';`);
    },
  );
});
