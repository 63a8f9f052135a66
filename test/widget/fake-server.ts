/** A gateway of a few lines for the strip's browser tests, and a newsroom on another origin with a strict policy. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ItemId } from '../../src/protocol/item-id.ts';
import { decodeClientMessage, encode, type ServerMessage, subprotocol } from '../../src/protocol/messages.ts';
import type { BoardSnapshot, ItemDetail } from '../../src/protocol/snapshot.ts';
import { widgetFiles } from '../support/widget-bundle.ts';
import { epoch } from './sample-board.ts';

export interface FakeServer {
  readonly url: string;
  /** The page's address; its body is what `page` was last set to. */
  readonly pageUrl: string;
  board: BoardSnapshot | undefined;
  /** Boards beside `front`, by their names. */
  readonly others: Map<string, BoardSnapshot>;
  readonly details: Map<string, ItemDetail>;
  body: string;
  /** Whether the page has a policy. */
  hasPolicy: boolean;
  /** Body of the page's style sheet, behind the reserved height. */
  css: string;
  now: () => number;
  epoch: number;
  /** False: sockets are refused with 503. */
  takesSockets: boolean;
  readonly sockets: Set<WebSocket>;
  /** Addresses asked for, sockets included, in order. */
  readonly asked: string[];
  /** Messages from readers. */
  readonly heard: unknown[];
  send(message: ServerMessage): void;
  /** Resolves once so many sockets stand. */
  connected(count?: number): Promise<void>;
  kill(): Promise<void>;
}

const limits = { maxItems: 64, maxPayloadBytes: 65536, maxMessagesPer10s: 20 };

export async function startFakeServer(board: BoardSnapshot | undefined): Promise<FakeServer> {
  const files = await widgetFiles();
  const sockets = new Set<WebSocket>();
  let changed: () => void = () => {};

  const api = createServer((request, response) => {
    const path = request.url ?? '';
    fake.asked.push(path);
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-expose-headers', 'ETag');
    const file = files.get(path.replace(/^\/v1\/|\?.*$/g, ''));
    if (file !== undefined) {
      response.setHeader('content-type', 'text/javascript');
      response.end(file);
      return;
    }
    const item = fake.details.get(decodeURIComponent(path.replace('/v1/items/', '')));
    const body = boardOf(path) ?? item;
    response.statusCode = body === undefined ? 404 : 200;
    response.setHeader('content-type', 'application/json');
    response.setHeader('etag', '"tag-1"');
    response.end(JSON.stringify(body ?? { error: 'unknown' }));
  });
  const boardOf = (path: string) => {
    const [, name = ''] = /boards?[/=](\w+)/.exec(path) ?? [];
    return name === 'front' ? fake.board : fake.others.get(name);
  };
  const onBoards = () => [fake.board, ...fake.others.values()].filter((each) => each !== undefined);
  const knows = (id: ItemId) =>
    fake.details.has(id) || onBoards().some(({ meta }) => meta.some((item) => item.id === id));
  const readingOf = (id: ItemId) =>
    fake.details.get(id)?.reading ??
    onBoards()
      .flatMap(({ items }) => items)
      .find((item) => item.id === id);
  const hear = (client: WebSocket, text: string) => {
    fake.heard.push(JSON.parse(text));
    const asked = decodeClientMessage(text);
    if (!asked.ok) return;
    const unknown = asked.message.items.filter((id) => !knows(id));
    const items = asked.message.items.map(readingOf).filter((reading) => reading !== undefined);
    client.send(
      encode(unknown.length > 0 ? { t: 'err', code: 'unknown-item', items: unknown } : { t: 'snap', items }),
    );
  };
  const live = new WebSocketServer({ noServer: true, handleProtocols: () => subprotocol });
  api.on('upgrade', (request, socket, head) => {
    fake.asked.push(request.url ?? '');
    // A page that is closed resets what it was still asking for.
    socket.on('error', () => {});
    if (!fake.takesSockets || fake.board === undefined) {
      socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
      return;
    }
    live.handleUpgrade(request, socket, head, (client) => {
      sockets.add(client);
      client.on('close', () => sockets.delete(client));
      client.on('error', () => {});
      client.on('message', (data) => hear(client, String(data)));
      const hello = { t: 'hello', now: fake.now(), epoch: fake.epoch, heartbeat: 25_000, limits } as const;
      client.send(encode({ ...hello, demo: fake.board?.demo ?? false }));
      client.send(encode({ t: 'snap', items: boardOf(request.url ?? '')?.items ?? [] }));
      changed();
    });
  });

  const newsroom = createServer((request, response) => {
    if (request.url === '/page.css') {
      response.setHeader('content-type', 'text/css');
      response.end(`body{margin:0;font-family:"Liberation Sans",sans-serif}
        masthead-strip{display:block;block-size:44px}${fake.css}`);
      return;
    }
    if (request.url !== '/') {
      response.statusCode = 204;
      response.end();
      return;
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (fake.hasPolicy) response.setHeader('content-security-policy', policy(fake.url));
    response.end(pageWith(fake.url, fake.body));
  });

  const url = await listen(api);
  const fake: FakeServer = {
    url,
    pageUrl: await listen(newsroom),
    board,
    others: new Map(),
    details: new Map(),
    body: '<masthead-strip board="front"></masthead-strip><main><h1>Story</h1><p>Text.</p></main>',
    hasPolicy: true,
    css: '',
    now: () => Date.now(),
    epoch,
    takesSockets: true,
    sockets,
    asked: [],
    heard: [],
    send(message) {
      for (const socket of sockets) socket.send(encode(message));
    },
    connected: (count = 1) =>
      new Promise((resolve) => {
        changed = () => {
          if (sockets.size >= count) resolve();
        };
        changed();
      }),
    async kill() {
      for (const socket of sockets) socket.terminate();
      await Promise.all([close(api), close(newsroom)]);
    },
  };
  return fake;
}

function policy(url: string): string {
  return [
    `default-src 'none'`,
    `script-src ${url}`,
    `connect-src ${url} ${url.replace('http', 'ws')}`,
    `style-src 'self'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; ');
}

function pageWith(url: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>News</title>
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <link rel="stylesheet" href="/page.css">
    <script type="module" async fetchpriority="low" src="${url}/v1/masthead.js"></script></head><body>${body}</body></html>`;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
