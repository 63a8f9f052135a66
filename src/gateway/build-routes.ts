/** The strip's files over HTTP: the moving script, the builds under their own names, and what a publisher copies. */
import type { FastifyInstance } from 'fastify';
import type { BuildDescription, Builds } from './builds.ts';
import { sendError } from './http-server.ts';
import { createRepresentation, type Representation, tagOf } from './representation.ts';
import { sendRepresentation } from './send-representation.ts';

export interface BuildRoutesOptions {
  readonly builds: Builds;
  readonly basePath: string;
}

// A page that embeds the moving script has a new one within minutes, and the one it has meanwhile works.
const movingCaching = 'public, max-age=300, stale-while-revalidate=86400';
// Who copies it wants the build that is served now.
const describedCaching = 'public, max-age=60';

export function addBuildRoutes(app: FastifyInstance, { builds, basePath }: BuildRoutesOptions): void {
  for (const [name, file] of builds.moving) {
    app.get(`/v1/${name}`, (request, reply) => sendRepresentation(request, reply, file, movingCaching));
  }
  app.get<{ Params: { build: string; '*': string } }>('/v1/:build(^[0-9a-f]{10}$)/*', (request, reply) => {
    const { params } = request;
    const found = builds.file(params.build, params['*']);
    return found === undefined
      ? sendError(
          reply,
          404,
          'unknown-build',
          'No such file of that build is kept here; build.json names the current one',
        )
      : sendRepresentation(request, reply, found.file, found.caching);
  });
  const { current } = builds;
  if (current === undefined) return;
  const description = describe(current, basePath);
  app.get('/v1/build.json', (request, reply) =>
    sendRepresentation(request, reply, description, describedCaching),
  );
}

function describe(current: BuildDescription, basePath: string): Representation {
  const content: BuildDescription = { ...current, script: `${basePath}/v1/${current.build}/masthead.js` };
  const body = Buffer.from(JSON.stringify(content));
  const contentType = 'application/json; charset=utf-8';
  return createRepresentation({ contentType, tag: tagOf(body), body, brotliQuality: 11 });
}
