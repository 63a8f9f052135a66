import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { BoardSnapshot, ItemDetail } from '../../src/protocol/snapshot.ts';
import { connect } from './reader.ts';
import { catalogue, front, startRig } from './rig.ts';

const dataCaching = 'public, max-age=1, s-maxage=5, stale-while-revalidate=30, stale-if-error=86400';

describe('GET /v1/boards/{board}', () => {
  it('gives the board to any page, for caches to share', async () => {
    const { gateway } = await startRig();
    const response = await fetch(`${gateway.url()}/v1/boards/front`);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe(dataCaching);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    expect(response.headers.get('access-control-expose-headers')).toContain('ETag');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('strict-transport-security')).toBeNull();
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
    const body = (await response.json()) as BoardSnapshot;
    expect(body.items.map(({ id }) => id)).toEqual(front);
  });

  it('carries the headers that data needs and no others, in less than 600 bytes', async () => {
    const { gateway } = await startRig();
    const request = get(`${gateway.url()}/v1/boards/front`, { headers: { 'accept-encoding': 'br' } });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.resume();
    expect(Object.keys(response.headers).sort()).toEqual([
      'access-control-allow-origin',
      'access-control-expose-headers',
      'cache-control',
      'connection',
      'content-encoding',
      'content-length',
      'content-security-policy',
      'content-type',
      'cross-origin-resource-policy',
      'date',
      'etag',
      'keep-alive',
      'referrer-policy',
      'vary',
      'x-content-type-options',
    ]);
    // Each name and value with a colon, a space and a line's end.
    expect(response.rawHeaders.join('  ').length + 4).toBeLessThan(600);
  });

  it('answers 304 without a body while nothing has changed, and 200 once it has', async () => {
    const { gateway, writer, clock } = await startRig();
    const url = `${gateway.url()}/v1/boards/front`;
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    const again = await fetch(url, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    expect(again.headers.get('etag')).toBe(etag);
    expect(again.headers.get('cache-control')).toBe(dataCaching);
    expect(await again.text()).toBe('');
    await writer.put(['quote:AAA', '2.00']);
    clock.advance(1000);
    const changed = await fetch(url, { headers: { 'if-none-match': etag } });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  it('is compressed for who takes it, under a tag of its own', async () => {
    const { gateway } = await startRig();
    const url = `${gateway.url()}/v1/boards/front`;
    const getAs = (coding: string) => fetch(url, { headers: { 'accept-encoding': coding } });
    const [plain, br, gzip] = await Promise.all([getAs('identity'), getAs('br'), getAs('gzip')]);
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(br.headers.get('content-encoding')).toBe('br');
    expect(gzip.headers.get('content-encoding')).toBe('gzip');
    const texts = await Promise.all([plain.text(), br.text(), gzip.text()]);
    expect(new Set(texts).size).toBe(1);
    const tags = [plain, br, gzip].map(({ headers }) => headers.get('etag'));
    expect(new Set(tags).size).toBe(3);
    const crossed = await fetch(url, {
      headers: { 'accept-encoding': 'gzip', 'if-none-match': tags[1] ?? '' },
    });
    expect(crossed.status).toBe(304);
  });

  it('is smaller under another tag once it has stood, and 304 to who holds either', async () => {
    const { gateway, clock, writer } = await startRig();
    await writer.put(...front.map((id, n) => [id, `${n}.${'12345'.repeat(40)}`] as const));
    clock.advance(1_000);
    const url = `${gateway.url()}/v1/boards/front`;
    const getBr = async () => {
      const response = await fetch(url, { headers: { 'accept-encoding': 'br' } });
      const { headers } = response;
      return {
        ...{ tag: headers.get('etag') ?? '', bytes: Number(headers.get('content-length')) },
        text: await response.text(),
      };
    };
    const quick = await getBr();
    clock.advance(2_000);
    expect((await getBr()).tag).toBe(quick.tag);
    await expect.poll(async () => (await getBr()).tag).not.toBe(quick.tag);
    const finest = await getBr();
    expect(finest.tag).toBe(quick.tag.replace('-br"', '-br11"'));
    expect(finest.bytes).toBeLessThan(quick.bytes);
    expect(finest.text).toBe(quick.text);
    for (const tag of [quick.tag, finest.tag]) {
      const again = await fetch(url, { headers: { 'accept-encoding': 'br', 'if-none-match': tag } });
      expect([again.status, again.headers.get('etag')]).toEqual([304, tag]);
      const reader = await connect(gateway, { query: `board=front&have=${encodeURIComponent(tag)}` });
      await reader.next('same');
    }
  });

  it('answers HEAD as GET without the body', async () => {
    const { gateway } = await startRig();
    const response = await fetch(`${gateway.url()}/v1/boards/front`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('etag')).toBeTruthy();
  });

  it('gives the texts of one language to who names it, under the tag that a socket knows', async () => {
    const [first = 'quote:AAA', ...rest] = front;
    const name = { en: 'London', es: 'Londres', fr: 'Londres', de: 'London' };
    const meta = new Map([...catalogue.meta, [first, { id: first, cls: 'crypto' as const, name }]]);
    const { gateway } = await startRig({ catalogue: { ...catalogue, meta } });
    const url = `${gateway.url()}/v1/boards/front`;
    const response = await fetch(`${url}?lang=es-BO`);
    expect(response.headers.get('cache-control')).toBe(dataCaching);
    const body = (await response.json()) as BoardSnapshot;
    expect(body.meta.map((item) => item.name)).toEqual([
      { en: 'London', es: 'Londres' },
      ...rest.map((id) => ({ en: id })),
    ]);
    const etag = response.headers.get('etag') ?? '';
    const reader = await connect(gateway, { query: `board=front&have=${encodeURIComponent(etag)}` });
    await reader.next('same');
    const whole = (await (await fetch(url)).json()) as BoardSnapshot;
    expect(whole.meta[0]?.name).toEqual(name);
  });

  it.each(['', 'e', 'es_BO', 'es-', '*', '%3Cscript%3E', `es${'-abcdefgh'.repeat(5)}`, 'constructor'])(
    'says 400 for the language %j, and repeats nothing of it',
    async (lang) => {
      const { gateway } = await startRig();
      const response = await fetch(`${gateway.url()}/v1/boards/front?lang=${lang}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({
        error: 'bad-lang',
        message: 'lang is a language tag such as es or zh-Hant',
      });
    },
  );

  it('says 404 for an unknown board', async () => {
    const { gateway } = await startRig();
    const response = await fetch(`${gateway.url()}/v1/boards/nothing`);
    expect(response.status).toBe(404);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({ error: 'unknown-board', message: 'Not Found' });
  });

  it('says 503 with a time to come back while no state is held', async () => {
    const { gateway } = await startRig({
      wrap: (store) => ({ watch: store.watch, load: () => new Promise(() => {}) }),
    });
    expect(gateway.hasState()).toBe(false);
    for (const path of ['/v1/boards/front', '/v1/items/quote:AAA']) {
      const response = await fetch(`${gateway.url()}${path}`);
      expect(response.status).toBe(503);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });
});

describe('GET /v1/items/{id}', () => {
  it('gives all that is held of the item, under its own tag', async () => {
    const { gateway } = await startRig();
    const response = await fetch(`${gateway.url()}/v1/items/quote:AAA`);
    const body = (await response.json()) as ItemDetail;
    expect(body).toMatchObject({ id: 'quote:AAA', source: { name: 'Feed' }, reading: { state: 'live' } });
    expect(response.headers.get('cache-control')).toBe(dataCaching);
    const etag = response.headers.get('etag') ?? '';
    const again = await fetch(`${gateway.url()}/v1/items/quote%3AAAA`, {
      headers: { 'if-none-match': etag },
    });
    expect(again.status).toBe(304);
  });

  it.each([
    ['quote:NOPE', 404],
    ['AAA', 400],
    ['quote:..%2F..%2Fetc', 400],
    ['quote:%3Cscript%3E', 400],
    [`quote:${'A'.repeat(60)}`, 400],
    ['%', 400],
    ['%00', 400],
  ])('says of %s %i, and repeats nothing of it', async (id, status) => {
    const { gateway } = await startRig();
    const response = await fetch(`${gateway.url()}/v1/items/${id}`);
    expect(response.status).toBe(status);
    const body = (await response.json()) as Record<string, unknown>;
    expect(Object.keys(body).sort()).toEqual(['error', 'message']);
    expect(JSON.stringify(body)).not.toMatch(/script|etc|%/);
  });
});

describe('GET /v1/masthead.js', () => {
  it('is a script that any page may load, compressed and cached', async () => {
    const { gateway } = await startRig();
    const url = `${gateway.url()}/v1/masthead.js`;
    const response = await fetch(url, { headers: { 'accept-encoding': 'br, gzip' } });
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
    expect(response.headers.get('cache-control')).toBe('public, max-age=300, stale-while-revalidate=86400');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(Number(response.headers.get('content-length'))).toBeLessThan(200);
    expect(await response.text()).toContain('export const strip');
    const etag = response.headers.get('etag') ?? '';
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it('has no neighbours that are not meant for browsers', async () => {
    const { gateway } = await startRig();
    for (const name of ['notes.txt', '..%2fpackage.json', 'masthead.js/', 'constructor'])
      expect((await fetch(`${gateway.url()}/v1/${name}`)).status).toBe(404);
  });

  it('may be missing: the data is served all the same', async () => {
    const { gateway } = await startRig({ widgetFolder: '/nowhere/at/all' });
    expect((await fetch(`${gateway.url()}/v1/masthead.js`)).status).toBe(404);
    expect((await fetch(`${gateway.url()}/v1/boards/front`)).status).toBe(200);
  });
});
