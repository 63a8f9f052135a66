/** `/v1/events`: what a socket brings, as server-sent events for a reader who gets no socket. */
import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Random } from '../system/random.ts';
import { createEventFrames } from './event-frames.ts';
import { createEventLine } from './event-line.ts';
import type { GatewayMetrics } from './gateway-metrics.ts';
import { judgeStream } from './handshake.ts';
import { sendError } from './http-server.ts';
import type { Readers } from './readers.ts';
import { queryOf } from './upgrade-request.ts';

export interface EventRouteOptions {
  readonly readers: Readers;
  readonly metrics: GatewayMetrics;
  readonly random: Random;
}

/** `x-accel-buffering`: nginx and others that know it pass each event on at once, without a setting of their own. */
const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

const otherMethods = ['POST', 'PUT', 'PATCH', 'DELETE'];

export function addEventRoute(app: FastifyInstance, { readers, metrics, random }: EventRouteOptions): void {
  const eventOf = createEventFrames();
  // Ahead of whatever such a request carries: nothing of it is read.
  const refuseOthers = async ({ method }: FastifyRequest, reply: FastifyReply) => {
    if (method === 'GET') return undefined;
    metrics.handshake('method', 'events');
    return sendError(reply.header('Allow', 'GET'), 405, 'method');
  };
  const route = { method: ['GET', ...otherMethods], url: '/v1/events', onRequest: refuseOthers };
  app.route({ ...route, handler: stream });

  function stream(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const query = queryOf(request.raw.url ?? '');
    const board = query.get('board') ?? '';
    const address = readers.addressOf(request.raw);
    // An answer gets its connection once those asked for before it on the same one have ended.
    const pipelined = reply.raw.socket === null;
    const verdict = judgeStream(board, { ...readers.situationOf(address), pipelined });
    metrics.handshake(verdict.ok ? 'accepted' : verdict.reason, 'events');
    if (!verdict.ok) {
      if (verdict.status === 503) reply.header('Retry-After', 1 + Math.floor(random() * 10));
      return sendError(reply, verdict.status, verdict.reason);
    }
    readers.letIn(address);
    const line = createEventLine(startStream(reply), eventOf);
    const connection = readers.admit({ line, address, board, have: query.get('have') ?? undefined });
    // Just as if the reader could say it: one rule for what may be added.
    const added = (query.get('items') ?? '').split(',').filter((id) => id !== '');
    if (added.length > 0) connection.hear(JSON.stringify({ t: 'sub', items: added }));
    return reply;
  }
}

/** From here on the answer is ours to write, with the headers that all answers carry. */
function startStream(reply: FastifyReply) {
  reply.hijack();
  const common = reply.getHeaders() as OutgoingHttpHeaders;
  return reply.raw.writeHead(200, { ...common, ...streamHeaders });
}
