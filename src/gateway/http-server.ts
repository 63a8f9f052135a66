/** The public HTTP server: limits, headers and errors that hold for every route. Knows no route. */
import { STATUS_CODES } from 'node:http';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import { type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import { withoutBase } from './base-path.ts';
import { maxHeaders } from './limits.ts';

export interface HttpServerOptions {
  /** See withoutBase. */
  readonly basePath: string;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
  /** While true, clients are asked to leave their connection, so that a stop finds few. */
  readonly isDraining: () => boolean;
}

const policy = { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] };

/** What all answers carry, for those few that no hook reaches: of an address that cannot be decoded, or that is too long. */
const commonHeaders: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag',
  'Content-Security-Policy': Object.entries(policy)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join(';'),
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** Time for the largest answer over the slowest phone network; an endless one has a rule of its own. */
const answerMs = 120_000;

/** Not listening yet. */
export async function createHttpServer({
  basePath,
  clock,
  log,
  isDraining,
}: HttpServerOptions): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    rewriteUrl: ({ url = '/' }) => withoutBase(url, basePath),
    // There is nothing to upload.
    bodyLimit: 1024,
    requestTimeout: 10_000,
    // Longer than the minute after which load balancers drop idle connections, so that the server is not the first.
    keepAliveTimeout: 72_000,
    return503OnClosing: false,
    // Below the site's own domain sockets and scripts bring its pages' cookies, which news sites have by the kilobyte.
    http: { maxHeaderSize: 32_768, headersTimeout: 5_000, connectionsCheckingInterval: 1_000 },
    frameworkErrors: (error, _request, reply) =>
      void sendError(reply.headers(commonHeaders), error.statusCode ?? 400, 'bad-request'),
  });
  app.server.maxHeadersCount = maxHeaders;
  await app.register(cors, {
    origin: '*',
    methods: ['GET', 'HEAD'],
    exposedHeaders: ['ETag'],
    maxAge: 86_400,
    // An OPTIONS of a client that is no browser is answered like theirs, not with a text of the library's own.
    strictPreflight: false,
  });
  await app.register(helmet, {
    // Answers are data and a script: whatever is made of them as a page may load nothing and be framed nowhere.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: policy,
    },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    // Whether the whole host is HTTPS only is for the operator who terminates TLS to say.
    strictTransportSecurity: false,
    // The rest is for pages alone, or for browsers long gone, and each answer of a reader's first minute would carry it.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xFrameOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isDraining()) reply.header('Connection', 'close');
    // A client that reads nothing keeps its connection by whatever it sends: Node's own timeouts begin anew with that.
    const cancel = clock.after(answerMs, () => reply.raw.destroy());
    reply.raw.once('close', cancel);
  });
  app.setNotFoundHandler((_request, reply) => sendError(reply, 404, 'not-found'));
  app.setErrorHandler((error: { readonly statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) log.error('request failed', { error: String(error) });
    return sendError(reply, status, status >= 500 ? 'internal' : 'bad-request');
  });
  return app;
}

/** `error` is a short name, `message` for people; nothing of the request or of the failure goes back. */
export function sendError(
  reply: FastifyReply,
  status: number,
  error: string,
  message: string = STATUS_CODES[status] ?? '',
): FastifyReply {
  return reply.code(status).header('Cache-Control', 'no-store').send({ error, message });
}
