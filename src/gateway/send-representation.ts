/** Answers a request with a body that many share: coding, entity tag, caching, or that nothing has changed. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { codingFor, entityTag, matchesTag, type Representation } from './representation.ts';

/** `caching`: the value of Cache-Control. */
export function sendRepresentation(
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
