import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { subprotocol } from '../../src/protocol/messages.ts';
import { catalogue, newsroom, type Rig, startRig } from '../gateway/rig.ts';
import { type Changes, type Nginx, startNginx } from './nginx-process.ts';

const build = 'aaaaaaaaaa';
const script = `export const strip = 1;${'\n'.repeat(500)}`;

async function widgetFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'masthead-proxied-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const integrity = `sha384-${createHash('sha384').update(script).digest('base64')}`;
  const description = { version: '1.0.0', build, script: '', integrity, css: '' };
  await mkdir(path.join(folder, 'builds', build), { recursive: true });
  await writeFile(path.join(folder, 'masthead.js'), script);
  await writeFile(path.join(folder, 'build.json'), JSON.stringify(description));
  await writeFile(path.join(folder, 'builds', build, 'masthead.js'), script);
  await writeFile(path.join(folder, 'builds', build, 'finish.js'), 'export const finish = 1;');
  return folder;
}

async function setup(changes: Changes = {}, limits = {}) {
  const rig = await startRig({
    basePath: '/masthead',
    widgetFolder: await widgetFolder(),
    limits: { trustedProxies: ['127.0.0.1'], ...limits },
  });
  const nginx = await startNginx(Number(new URL(rig.gateway.url()).port), changes);
  return { rig, nginx, get: (name: string, headers = {}) => get(nginx, name, headers) };
}

async function open(nginx: Nginx, name: string, headers: object): Promise<IncomingMessage> {
  const asked = request(`${nginx.origin}${name}`, { ca: nginx.ca, headers: { ...headers }, agent: false });
  const [response] = (await once(asked.end(), 'response')) as [IncomingMessage];
  onTestFinished(() => void response.destroy());
  return response;
}

async function get(nginx: Nginx, name: string, headers: object) {
  const response = await open(nginx, name, headers);
  const body = Buffer.concat(await response.toArray());
  return { status: response.statusCode, headers: response.headers as IncomingHttpHeaders, body };
}

/** Resolves once `word` has come, while the answer goes on. */
function come(response: IncomingMessage, word: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    response.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      if (text.includes(word)) resolve(text);
    });
  });
}

function socket(
  { origin, ca }: Nginx,
  headers: Readonly<Record<string, string>>,
  localAddress = '127.0.0.1',
): WebSocket {
  const url = `${origin.replace('https', 'wss')}/masthead/v1/live?board=front`;
  const ws = new WebSocket(url, subprotocol, { ca, headers, localAddress });
  onTestFinished(() => {
    ws.on('error', () => {});
    ws.terminate();
  });
  return ws;
}

async function change({ writer, clock }: Rig, price: string): Promise<void> {
  await writer.put(['quote:AAA', price]);
  clock.advance(1_000);
}

const stripping: Changes = {
  'location = /masthead/v1/live {\n        proxy_pass http://masthead;':
    'location = /masthead/v1/live {\n        proxy_pass http://masthead/v1/live;',
  'location = /masthead/v1/events {\n        proxy_pass http://masthead;':
    'location = /masthead/v1/events {\n        proxy_pass http://masthead/v1/events;',
  'location /masthead/ {\n        proxy_pass http://masthead;':
    'location /masthead/ {\n        proxy_pass http://masthead/;',
};

describe.each([
  ['keeps', {}],
  ['strips', stripping],
] as const)('behind an nginx that %s the base path', (_manner, changes) => {
  it('the script and its chunks come as they left, under the addresses that build.json tells', async () => {
    const { get } = await setup(changes);
    const described = JSON.parse((await get('/masthead/v1/build.json')).body.toString());
    expect(described.script).toBe(`/masthead/v1/${build}/masthead.js`);
    const fixed = await get(described.script, { 'accept-encoding': 'br' });
    expect(fixed.headers['content-encoding']).toBe('br');
    const bytes = brotliDecompressSync(fixed.body);
    expect(`sha384-${createHash('sha384').update(bytes).digest('base64')}`).toBe(described.integrity);
    expect(fixed.headers['cache-control']).toContain('immutable');
    const chunk = await get(`/masthead/v1/${build}/finish.js`);
    expect([chunk.status, chunk.body.toString()]).toEqual([200, 'export const finish = 1;']);
    expect((await get('/masthead/v1/masthead.js')).headers['access-control-allow-origin']).toBe('*');
    expect((await get('/masthead/v1/embed?board=front')).body.toString()).toContain('<masthead-strip');
    expect((await get('/v1/masthead.js')).status).toBe(404);
  });

  it('a socket stands, with its origin checked, and carries what changes', async () => {
    const { rig, nginx } = await setup(changes);
    const ws = socket(nginx, { origin: newsroom });
    const texts: string[] = [];
    const updated = new Promise<void>((resolve) => {
      ws.on('message', (data) => {
        texts.push(data.toString());
        if (texts.length === 2) void change(rig, '2.00');
        if (texts.length === 3) resolve();
      });
    });
    await updated;
    expect(texts.map((text) => JSON.parse(text).t)).toEqual(['hello', 'snap', 'upd']);
    const [error] = await once(socket(nginx, { origin: 'https://evil.example' }), 'error');
    expect(String(error)).toContain('403');
    // The page to frame is one of this host, as nginx passes the name on.
    await once(socket(nginx, { origin: nginx.origin }), 'open');
  });

  it('events come one by one, while the answer goes on', async () => {
    const { rig, nginx } = await setup(changes);
    const stream = await open(nginx, '/masthead/v1/events?board=front', {});
    expect(stream.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    await come(stream, '"t":"snap"');
    const next = come(stream, '"t":"upd"');
    await change(rig, '2.00');
    expect(await next).toContain('"price":"2.00"');
    expect(stream.complete).toBe(false);
  });
});

describe('the recipe', () => {
  it('keeps a board for all readers as its headers say, in each coding with its own tag', async () => {
    const { rig, get } = await setup();
    const board = '/masthead/v1/boards/front';
    const [first, br] = [await get(board), await get(board, { 'accept-encoding': 'br' })];
    const tags = [first.headers.etag ?? '', br.headers.etag ?? ''];
    expect(tags[1]).toBe(tags[0]?.replace(/"$/, '-br"'));
    await change(rig, '2.00');
    const again = await get(board, { 'if-none-match': tags[0] });
    expect([again.status, again.headers.etag, again.body.length]).toEqual([304, tags[0], 0]);
    expect((await get(board)).body.toString()).toBe(first.body.toString());
    expect(brotliDecompressSync((await get(board, { 'accept-encoding': 'br' })).body)).toEqual(first.body);
    // Another address is asked for anew: the gateway did change.
    expect((await get(`${board}?fresh`)).body.toString()).toContain('"price":"2.00"');
  });

  it('goes on showing it when no gateway answers', async () => {
    const { rig, get } = await setup();
    const board = '/masthead/v1/boards/front';
    const first = await get(board);
    await rig.gateway.stop();
    expect((await get(board)).body.toString()).toBe(first.body.toString());
    expect((await get('/masthead/v1/boards/money')).status).toBe(502);
  });

  it('keeps no error', async () => {
    const { rig, get } = await setup();
    expect((await get('/masthead/v1/items/quote:NEW')).status).toBe(404);
    const meta = new Map([
      ...catalogue.meta,
      ['quote:NEW', { id: 'quote:NEW', cls: 'index', name: { en: 'x' } }],
    ]);
    rig.gateway.recatalogue({ ...catalogue, meta: meta as typeof catalogue.meta });
    expect((await get('/masthead/v1/items/quote:NEW')).status).toBe(200);
  });

  it('tells the service whose connection it is, whatever the client says of itself', async () => {
    const { nginx } = await setup({}, { maxPerAddress: 1 });
    const from = (localAddress: string, claimed: string) =>
      socket(nginx, { 'x-forwarded-for': claimed }, localAddress);
    await once(from('127.0.0.2', '203.0.113.9'), 'open');
    const [error] = await once(from('127.0.0.2', '203.0.113.10'), 'error');
    expect(String(error)).toContain('503');
    await once(from('127.0.0.3', '203.0.113.9'), 'open');
  });
});

it('keeps the cookies of the site to itself', async () => {
  const cookies: unknown[] = [];
  const server = createServer(({ headers }, response) => {
    cookies.push(headers.cookie);
    response.end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const nginx = await startNginx((server.address() as AddressInfo).port);
  cookies.length = 0;
  for (const name of ['masthead.js', 'events?board=front', 'live?board=front'])
    await get(nginx, `/masthead/v1/${name}`, { cookie: `session=${'x'.repeat(6_000)}` });
  expect(cookies).toEqual([undefined, undefined, undefined]);
});
