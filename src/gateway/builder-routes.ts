/** `/v1/builder`: the page where a publisher puts the strip together. Its script and style lie beside the strip's. */
import type { FastifyInstance } from 'fastify';
import { kindOf } from '../protocol/item-id.ts';
import { builderPage } from './builder-page.ts';
import type { Catalogue } from './catalogue.ts';
import { embedPolicy, pageHeaders } from './embed-page.ts';

const caching = 'public, max-age=60';

export function addBuilderRoutes(
  app: FastifyInstance,
  { catalogue }: { readonly catalogue: Catalogue },
): void {
  app.get('/v1/builder', (request, reply) =>
    reply
      .headers({
        ...pageHeaders,
        // As strict as the page to frame; an empty icon is the one thing that it has of its own.
        'Content-Security-Policy': `${embedPolicy([], request.headers.host)}; img-src data:`,
        // Says what the policy says to who does not read it.
        'X-Frame-Options': 'DENY',
        'Cache-Control': caching,
      })
      .type('text/html; charset=utf-8')
      .send(builderPage({ boards: [...catalogue.boards.keys()], places: placesOf(catalogue) })),
  );
}

function placesOf({ meta, offered, boards }: Catalogue): ReadonlyMap<string, string> {
  const shown = new Set([...boards.values()].flat());
  const places = [...meta.values()]
    .filter(({ id }) => kindOf(id) === 'weather')
    .filter(({ id }) => offered === undefined || offered.has(id) || shown.has(id))
    .map(({ id, name }) => [id.slice('weather:'.length), name.en ?? id] as const);
  return new Map(places.sort(([, a], [, b]) => a.localeCompare(b, 'en')));
}
