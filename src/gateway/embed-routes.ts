/** `/v1/embed`: the strip as a page of its own, and which sites may frame it. */
import type { FastifyInstance } from 'fastify';
import { admissionsOf, type Catalogue } from './catalogue.ts';
import { embedPage, embedPolicy, embedStyle, pageHeaders, readEmbedQuery } from './embed-page.ts';
import { sendError } from './http-server.ts';
import { createRepresentation, tagOf } from './representation.ts';
import { sendRepresentation } from './send-representation.ts';
import { queryOf } from './upgrade-request.ts';

const caching = 'public, max-age=300';

export function addEmbedRoutes(app: FastifyInstance, { catalogue }: { readonly catalogue: Catalogue }): void {
  app.get('/v1/embed', (request, reply) => {
    const query = queryOf(request.raw.url ?? '');
    const board = query.get('board') ?? '';
    const attributes = readEmbedQuery(query);
    if (attributes === undefined) return sendError(reply, 400, 'bad-query');
    if (!catalogue.boards.has(board)) return sendError(reply, 404, 'unknown-board');
    return reply
      .headers({
        ...pageHeaders,
        'Content-Security-Policy': embedPolicy(ancestorsOf(board, catalogue), request.headers.host),
        // A page that is isolated itself may frame only what asks for the same.
        'Cross-Origin-Embedder-Policy': 'require-corp',
        'Cache-Control': caching,
      })
      .type('text/html; charset=utf-8')
      .send(embedPage(board, attributes));
  });
  const body = Buffer.from(embedStyle);
  const style = createRepresentation({
    ...{ contentType: 'text/css; charset=utf-8', body, tag: tagOf(body) },
    brotliQuality: 11,
  });
  app.get('/v1/embed.css', (request, reply) => sendRepresentation(request, reply, style, caching));
}

/** Where no site is named anybody may; else those that may show the board. */
function ancestorsOf(board: string, { sites }: Catalogue): readonly string[] {
  if (sites.length === 0) return ['*'];
  return [...admissionsOf(sites)].filter(([, boards]) => boards.has(board)).map(([origin]) => origin);
}
