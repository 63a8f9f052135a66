/** Answers a request with a body that many share: coding, entity tag, caching, or that nothing has changed. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { codingFor, confirmedTag, matchesTag, type Representation } from './representation.ts';

/** `caching`: the value of Cache-Control. */
export function sendRepresentation(
  request: FastifyRequest,
  reply: FastifyReply,
  representation: Representation,
  caching: string,
): FastifyReply {
  const { headers } = request;
  const { contentType, tag, form } = representation;
  const coding = codingFor(headers['accept-encoding']);
  const { bytes, entityTag } = form(coding);
  reply.header('ETag', entityTag).header('Cache-Control', caching).header('Vary', 'Accept-Encoding');
  const known = headers['if-none-match'];
  if (matchesTag(known, tag))
    return reply
      .header('ETag', confirmedTag(known, tag, entityTag))
      .code(304)
      .send();
  if (coding !== 'identity') reply.header('Content-Encoding', coding);
  return reply.type(contentType).send(bytes);
}
