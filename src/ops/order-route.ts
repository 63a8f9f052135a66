/** `POST /orders` on the ops port: an operator's order, for whoever has the token. Knows nothing of what orders mean. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

export interface OrderRoute {
  /** What `Authorization: Bearer` must hold. */
  readonly token: string;
  /** Rejects where the order could not be carried out. */
  readonly give: (body: unknown) => Promise<{ readonly status: number; readonly answer: object }>;
}

/** An order is a few hundred bytes. */
const maxBodyBytes = 4_096;

export function addOrderRoute(server: FastifyInstance, { token, give }: OrderRoute): void {
  // A form on any page may send text without asking first; JSON it may not.
  server.removeContentTypeParser('text/plain');
  server.post('/orders', {
    bodyLimit: maxBodyBytes,
    // Before the body is read: whoever has no token sends nothing further.
    async onRequest(request, reply) {
      if (!isToken(request.headers.authorization, token)) {
        return reply
          .code(401)
          .header('www-authenticate', 'Bearer')
          .send({ ok: false, problem: 'wrong token' });
      }
      return undefined;
    },
    async handler(request, reply) {
      try {
        const { status, answer } = await give(request.body);
        return reply.code(status).send(answer);
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        return reply.code(503).send({ ok: false, problem });
      }
    },
  });
}

/** Digests are equally long and tell nothing: comparing them takes the same time wherever the texts differ. */
function isToken(header: string | undefined, token: string): boolean {
  const [, given = ''] = /^Bearer ([\x21-\x7E]{1,512})$/i.exec(header ?? '') ?? [];
  return timingSafeEqual(digestOf(given), digestOf(token));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
