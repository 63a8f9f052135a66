/** The readings over HTTP: which path answers with what, and how long caches may keep it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isItemId } from '../protocol/item-id.ts';
import type { Random } from '../system/random.ts';
import type { Corrections } from './corrections.ts';
import { sendError } from './http-server.ts';
import type { PublishedState } from './hub.ts';
import { isLanguageTag } from './language-tag.ts';
import { sendRepresentation } from './send-representation.ts';
import type { SiteCatalogues } from './site-catalogue.ts';
import type { Snapshots } from './snapshots.ts';
import { queryOf } from './upgrade-request.ts';

export interface RoutesOptions {
  readonly published: PublishedState;
  readonly snapshots: Snapshots;
  readonly siteCatalogues: SiteCatalogues;
  readonly corrections: Pick<Corrections, 'list'>;
  readonly random: Random;
}

// A shared cache asks once in five seconds whatever the audience, answers while it asks, and for a day when nobody answers it.
const dataCaching = 'public, max-age=1, s-maxage=5, stale-while-revalidate=30, stale-if-error=86400';

export function addRoutes(app: FastifyInstance, options: RoutesOptions): void {
  const { published, snapshots, siteCatalogues, corrections, random } = options;
  const requireState = async (_request: FastifyRequest, reply: FastifyReply) => {
    if (published.hasState()) return undefined;
    return sendError(reply.header('Retry-After', 1 + Math.floor(random() * 5)), 503, 'no-state');
  };

  app.get<{ Params: { board: string } }>(
    '/v1/boards/:board',
    { preHandler: requireState },
    (request, reply) => {
      const lang = queryOf(request.raw.url ?? '').get('lang') ?? undefined;
      if (lang !== undefined && !isLanguageTag(lang))
        return sendError(reply, 400, 'bad-lang', 'lang is a language tag such as es or zh-Hant');
      const board = snapshots.board(request.params.board, lang);
      return board === undefined
        ? sendError(reply, 404, 'unknown-board')
        : sendRepresentation(request, reply, board, dataCaching);
    },
  );
  app.get<{ Params: { id: string } }>('/v1/items/:id', { preHandler: requireState }, (request, reply) => {
    const { id } = request.params;
    if (!isItemId(id)) return sendError(reply, 400, 'bad-item-id');
    const item = snapshots.item(id);
    return item === undefined
      ? sendError(reply, 404, 'unknown-item')
      : sendRepresentation(request, reply, item, dataCaching);
  });
  app.get('/v1/corrections', (request, reply) => {
    const list = corrections.list();
    return list === undefined
      ? sendError(reply.header('Retry-After', 1 + Math.floor(random() * 5)), 503, 'no-state')
      : sendRepresentation(request, reply, list, dataCaching);
  });
  app.get('/v1/live', (_request, reply) =>
    sendError(reply.header('Upgrade', 'websocket'), 426, 'not-a-websocket'),
  );
  app.get('/v1/catalogue', (request, reply) =>
    sendRepresentation(request, reply, siteCatalogues.current(), dataCaching),
  );
}
