/** A local HTTP server that speaks the providers' own wire formats over an invented world; knows no client of theirs. */
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Cancel, Clock } from '../system/clock.ts';
import { type Log, silentLog } from '../system/log.ts';
import type { MarketHours } from '../system/market-hours.ts';
import type { Service } from '../system/service.ts';
import { conditional } from './conditional.ts';
import { addControl } from './control.ts';
import { deliver } from './deliver.ts';
import { createFaultBoard, type Delivery } from './faults.ts';
import type { DemoProvider, DemoRequest } from './formats/answer.ts';
import { coinbase } from './formats/coinbase.ts';
import { coingecko } from './formats/coingecko.ts';
import { ecb } from './formats/ecb.ts';
import { frankfurter } from './formats/frankfurter.ts';
import { kraken } from './formats/kraken.ts';
import { metalerts } from './formats/metalerts.ts';
import { createMetno } from './formats/metno.ts';
import { nws } from './formats/nws.ts';
import { nwsAlerts } from './formats/nws-alerts.ts';
import { treasury } from './formats/treasury.ts';
import { createTwelvedata } from './formats/twelvedata.ts';
import { createRequestLog, redacted } from './request-log.ts';
import { createWorld, everywhere } from './world.ts';

export interface DemoUpstreamOptions {
  readonly clock: Clock;
  /** When the invented exchanges trade, by the calendar's id: the service's own, so that the two agree on every day. */
  readonly calendars: ReadonlyMap<string, MarketHours>;
  /** The same seed shows the same world; default 1. */
  readonly seed?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** How far ahead the weather's `Expires` stands; default 60 s, so that a demonstration shows conditional requests. */
  readonly metnoExpiresMs?: number;
  readonly log?: Log;
}

export interface DemoUpstream extends Service {
  /** `http://host:port`, to which a slash and a provider's id, or `/control`, is added. Throws before the start. */
  baseUrl(): string;
}

/** Throws an Error where the calendar of one of its exchanges is missing. */
export function createDemoUpstream(options: DemoUpstreamOptions): DemoUpstream {
  const { clock, calendars, seed = 1, host = '127.0.0.1', port, log = silentLog } = options;
  const { metnoExpiresMs = 60_000 } = options;
  const providers = [
    createMetno({ expiresMs: metnoExpiresMs }),
    kraken,
    ecb,
    createTwelvedata({ calendars }),
    nws,
    nwsAlerts,
    metalerts,
    coingecko,
    coinbase,
    frankfurter,
    treasury,
  ];
  const parts = {
    clock,
    world: createWorld(seed),
    board: createFaultBoard(),
    requestLog: createRequestLog(),
    providers,
    waiting: new Set<Cancel>(),
  };
  let app: FastifyInstance | undefined;

  return {
    name: 'demo-upstream',
    async start() {
      app = fastify({ forceCloseConnections: true, bodyLimit: 16_384 });
      for (const provider of providers) addProvider(app, provider, parts);
      addControl(app, parts);
      await app.listen({ host, port });
      log.info('demo upstream listening', { url: urlOf(app) });
    },
    async stop() {
      for (const cancel of parts.waiting) cancel();
      parts.waiting.clear();
      await app?.close();
    },
    baseUrl: () => urlOf(app),
  };
}

interface Parts {
  readonly clock: Clock;
  readonly world: ReturnType<typeof createWorld>;
  readonly board: ReturnType<typeof createFaultBoard>;
  readonly requestLog: ReturnType<typeof createRequestLog>;
  /** Answers that a fault holds back. */
  readonly waiting: Set<Cancel>;
}

function addProvider(app: FastifyInstance, { id, routes }: DemoProvider, parts: Parts): void {
  for (const { path, answer } of routes) {
    app.get(`/${id}${path}`, (request, reply) => {
      const asked = demoRequest(request, parts.clock.now(), parts.requestLog.all(id));
      const whole = answer(asked, parts.world);
      const delivery = parts.board.strike(id, {
        provider: id,
        whole,
        due: conditional(whole, asked),
        again: ({ now = asked.now, value }) =>
          answer({ ...asked, now }, value === undefined ? parts.world : everywhere(parts.world, value, now)),
      });
      parts.requestLog.add({ ...loggedAs(id, filled(path, asked), asked), ...outcomeOf(delivery) });
      reply.hijack();
      deliver(reply.raw, delivery, String(request.headers['accept-encoding'] ?? ''), parts);
    });
  }
}

function loggedAs(provider: string, path: string, asked: DemoRequest) {
  const { now: at, userAgent } = asked;
  const isConditional = asked.ifModifiedSince !== '' || asked.ifNoneMatch !== '';
  return { at, provider, path, query: redacted(asked.query), userAgent, conditional: isConditional };
}

function filled(path: string, { params = {} }: DemoRequest): string {
  return path.replaceAll(/:(\w+)/g, (_part, name: string) => params[name] ?? '');
}

function outcomeOf(delivery: Delivery) {
  if (delivery.kind === 'cut') return { status: 0 };
  const { status, served } = delivery.answer;
  return served === undefined ? { status } : { status, served };
}

function demoRequest(request: FastifyRequest, now: number, recent: DemoRequest['recent']): DemoRequest {
  const { headers } = request;
  return {
    query: firstValues(request.query),
    params: firstValues(request.params),
    userAgent: headers['user-agent'] ?? '',
    authorization: headers.authorization ?? '',
    ifModifiedSince: headers['if-modified-since'] ?? '',
    ifNoneMatch: headers['if-none-match'] ?? '',
    now,
    recent,
  };
}

// A parameter given twice counts once.
function firstValues(query: unknown): Record<string, string> {
  const entries = Object.entries(Object(query) as Record<string, unknown>);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, String(Array.isArray(value) ? value[0] : value)]),
  );
}

function urlOf(app: FastifyInstance | undefined): string {
  const address = app?.server.address() as AddressInfo | null | undefined;
  if (!address) throw new Error('the demo upstream is not listening');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}
