/** A small news site on its own origin, strict about what its pages may load: what an embedding page really meets. */
import { readdir, readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { type Log, silentLog } from '../system/log.ts';
import type { Service } from '../system/service.ts';
import { contentPolicy, escapeAttribute } from './page-policy.ts';

export interface NewsroomOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Where readers reach the gateway, with its base path if it has one; as a function where it is known only later. */
  readonly gatewayUrl: string | (() => string);
  /** The folder with the pages. */
  readonly folder: string;
  readonly log?: Log;
}

export interface Newsroom extends Service {
  /** `http://host:port`. Throws before the start. */
  baseUrl(): string;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Reads all pages at the start: no path of a request ever reaches the disk. */
export function createNewsroom({
  host,
  port,
  gatewayUrl,
  folder,
  log = silentLog,
}: NewsroomOptions): Newsroom {
  let app: FastifyInstance | undefined;
  const gateway = () => (typeof gatewayUrl === 'string' ? gatewayUrl : gatewayUrl()).replace(/\/+$/, '');

  return {
    name: 'newsroom',
    async start() {
      const files = await readPages(folder);
      app = fastify({ forceCloseConnections: true });
      app.get('/', (_request, reply) => sendFile(reply, files, 'index.html', gateway()));
      app.get<{ Params: { name: string } }>('/:name', (request, reply) =>
        sendFile(reply, files, request.params.name, gateway()),
      );
      app.setNotFoundHandler((_request, reply) => sendMissing(reply, files, gateway()));
      await app.listen({ host, port });
      log.info('newsroom listening', { url: urlOf(app) });
    },
    async stop() {
      await app?.close();
    },
    baseUrl: () => urlOf(app),
  };
}

type Pages = ReadonlyMap<string, string>;

async function readPages(folder: string): Promise<Pages> {
  const names = (await readdir(folder)).filter((name) => types[extname(name)] !== undefined);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
}

function sendFile(reply: FastifyReply, files: Pages, name: string, gateway: string): FastifyReply {
  const text = files.get(name);
  if (text === undefined) return sendMissing(reply, files, gateway);
  return send(reply.code(200), text, types[extname(name)] ?? 'text/plain', gateway);
}

function sendMissing(reply: FastifyReply, files: Pages, gateway: string): FastifyReply {
  return send(reply.code(404), files.get('404.html') ?? '', types['.html'] ?? 'text/html', gateway);
}

function send(reply: FastifyReply, text: string, type: string, gateway: string): FastifyReply {
  const isPage = type === types['.html'];
  return reply
    .headers({
      'content-type': type,
      'content-security-policy': contentPolicy(gateway),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cache-control': 'no-cache',
    })
    .send(isPage ? text.replaceAll('{{gateway}}', () => escapeAttribute(gateway)) : text);
}

function urlOf(app: FastifyInstance | undefined): string {
  const address = app?.server.address() as AddressInfo | null | undefined;
  if (!address) throw new Error('the newsroom is not listening');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}
