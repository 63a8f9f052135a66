/** The public HTTP resources: which path answers with what, and how long caches may keep it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isItemId } from '../protocol/item-id.ts';
import type { Random } from '../system/random.ts';
import type { Corrections } from './corrections.ts';
import { sendError } from './http-server.ts';
import type { PublishedState } from './hub.ts';
import { codingFor, entityTag, matchesTag, type Representation } from './representation.ts';
import type { Snapshots } from './snapshots.ts';

export interface RoutesOptions {
  readonly basePath: string;
  readonly published: PublishedState;
  readonly snapshots: Snapshots;
  readonly corrections: Pick<Corrections, 'list'>;
  readonly files: ReadonlyMap<string, Representation>;
  readonly random: Random;
}

// A shared cache asks once in five seconds whatever the audience, answers while it asks, and for a day when nobody answers it.
const dataCaching = 'public, max-age=1, s-maxage=5, stale-while-revalidate=30, stale-if-error=86400';
const fileCaching = 'public, max-age=300, stale-while-revalidate=86400';

export function addRoutes(app: FastifyInstance, options: RoutesOptions): void {
  const { basePath, published, snapshots, corrections, files, random } = options;
  const requireState = async (_request: FastifyRequest, reply: FastifyReply) => {
    if (published.hasState()) return undefined;
    return sendError(reply.header('Retry-After', 1 + Math.floor(random() * 5)), 503, 'no-state');
  };

  app.get<{ Params: { board: string } }>(
    `${basePath}/v1/boards/:board`,
    { preHandler: requireState },
    (request, reply) => {
      const board = snapshots.board(request.params.board);
      return board === undefined
        ? sendError(reply, 404, 'unknown-board')
        : sendRepresentation(request, reply, board, dataCaching);
    },
  );
  app.get<{ Params: { id: string } }>(
    `${basePath}/v1/items/:id`,
    { preHandler: requireState },
    (request, reply) => {
      const { id } = request.params;
      if (!isItemId(id)) return sendError(reply, 400, 'bad-item-id');
      const item = snapshots.item(id);
      return item === undefined
        ? sendError(reply, 404, 'unknown-item')
        : sendRepresentation(request, reply, item, dataCaching);
    },
  );
  app.get(`${basePath}/v1/corrections`, (request, reply) => {
    const list = corrections.list();
    return list === undefined
      ? sendError(reply.header('Retry-After', 1 + Math.floor(random() * 5)), 503, 'no-state')
      : sendRepresentation(request, reply, list, dataCaching);
  });
  app.get(`${basePath}/v1/live`, (_request, reply) =>
    sendError(reply.header('Upgrade', 'websocket'), 426, 'not-a-websocket'),
  );
  for (const [name, file] of files) {
    app.get(`${basePath}/v1/${name}`, (request, reply) =>
      sendRepresentation(request, reply, file, fileCaching),
    );
  }
}

function sendRepresentation(
  request: FastifyRequest,
  reply: FastifyReply,
  representation: Representation,
  caching: string,
): FastifyReply {
  const coding = codingFor(request.headers['accept-encoding']);
  reply
    .header('ETag', entityTag(representation.tag, coding))
    .header('Cache-Control', caching)
    .header('Vary', 'Accept-Encoding');
  if (matchesTag(request.headers['if-none-match'], representation.tag)) return reply.code(304).send();
  if (coding !== 'identity') reply.header('Content-Encoding', coding);
  return reply.type(representation.contentType).send(representation.bytes(coding));
}
