/** Conditional requests: spares a client the body that it has already. */
import type { DemoAnswer, DemoRequest } from './formats/answer.ts';

/** The same answer without a body where the client has it already: by ETag where it sent one, else by date. */
export function conditional(
  answer: DemoAnswer,
  { ifNoneMatch, ifModifiedSince }: Pick<DemoRequest, 'ifNoneMatch' | 'ifModifiedSince'>,
): DemoAnswer {
  const { etag, 'last-modified': lastModified } = answer.headers;
  const isHeld =
    ifNoneMatch === ''
      ? lastModified !== undefined && Date.parse(ifModifiedSince) >= Date.parse(lastModified)
      : ifNoneMatch.split(',').some((tag) => tag.trim() === etag);
  return isHeld ? { ...answer, status: 304, body: '' } : answer;
}
