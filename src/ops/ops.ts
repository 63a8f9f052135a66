/** What the people on call ask, on its own port: liveness, readiness, metrics and status. Knows only the functions handed in. */
import fastify, { type FastifyInstance } from 'fastify';
import type { Metrics } from '../system/metrics.ts';
import type { Service } from '../system/service.ts';
import { addOrderRoute, type OrderRoute } from './order-route.ts';
import { statusPage } from './status-page.ts';

export interface OpsOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly metrics: Metrics;
  /** Why this process should be restarted, or undefined while it is well. Depends on nothing outside of it. */
  readonly unwell: () => string | undefined;
  /** Why it cannot serve yet, or undefined once it can. */
  readonly unready: () => string | undefined;
  /** The whole status as plain JSON; holds no secret. */
  readonly status: () => Readonly<Record<string, unknown>>;
  /** Absent: no order is taken here, and the path is not there. */
  readonly orders?: OrderRoute;
}

export interface Ops extends Service {
  url(): string;
}

export function createOps(options: OpsOptions): Ops {
  let server: FastifyInstance | undefined;
  return {
    name: 'ops',
    async start() {
      server = routes(options);
      await server.listen({ host: options.host, port: options.port });
    },
    stop: async () => server?.close(),
    url() {
      const address = server?.server.address();
      const port = typeof address === 'object' && address !== null ? address.port : options.port;
      return `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;
    },
  };
}

function routes({ metrics, unwell, unready, status, orders }: OpsOptions): FastifyInstance {
  const server = fastify({ forceCloseConnections: true, requestTimeout: 5_000 });
  server.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
  });
  server.get('/livez', async (_request, reply) => judged(reply, unwell()));
  server.get('/readyz', async (_request, reply) => judged(reply, unready()));
  server.get('/metrics', async (_request, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics.text()),
  );
  server.get('/status.json', async () => status());
  server.get('/status', async (_request, reply) =>
    reply
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .type('text/html; charset=utf-8')
      .send(statusPage(status())),
  );
  if (orders !== undefined) addOrderRoute(server, orders);
  return server;
}

function judged(
  reply: { code(status: number): unknown },
  problem: string | undefined,
): { ok: boolean; problem?: string } {
  if (problem === undefined) return { ok: true };
  reply.code(503);
  return { ok: false, problem };
}
