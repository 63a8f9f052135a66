/** `/v1/embed`: the strip as a page of its own, and which sites may frame it. */
import type { FastifyInstance, FastifyReply } from 'fastify';
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
    const asked = readEmbedQuery(query);
    if (!asked.ok) return sendFramedError(reply, 400, 'bad-query', asked.problem);
    if (!catalogue.boards.has(board))
      return sendFramedError(reply, 404, 'unknown-board', 'There is no such board here');
    return reply
      .headers({
        ...pageHeaders,
        'Content-Security-Policy': embedPolicy(ancestorsOf(board, catalogue), request.headers.host),
        // A page that is isolated itself may frame only what asks for the same.
        'Cross-Origin-Embedder-Policy': 'require-corp',
        'Cache-Control': caching,
      })
      .type('text/html; charset=utf-8')
      .send(embedPage(board, asked.attributes));
  });
  const body = Buffer.from(embedStyle);
  const style = createRepresentation({
    ...{ contentType: 'text/css; charset=utf-8', body, tag: tagOf(body) },
    brotliQuality: 11,
  });
  app.get('/v1/embed.css', (request, reply) => sendRepresentation(request, reply, style, caching));
}

/** A publisher's mistake, to be read where it was made: in the frame, which the policy of other errors would leave empty. */
function sendFramedError(reply: FastifyReply, status: number, error: string, message: string): FastifyReply {
  const headers = {
    'Content-Security-Policy': `default-src 'none'; frame-ancestors *`,
    'Cross-Origin-Embedder-Policy': 'require-corp',
  };
  return sendError(reply.headers(headers), status, error, message);
}

/** Where no site is named anybody may; else those that may show the board. */
function ancestorsOf(board: string, { sites }: Catalogue): readonly string[] {
  if (sites.length === 0) return ['*'];
  return [...admissionsOf(sites)].filter(([, boards]) => boards.has(board)).map(([origin]) => origin);
}
