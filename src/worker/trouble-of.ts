/** What a try's error counts as, whatever was thrown. */
import type { Log } from '../system/log.ts';
import { UpstreamError } from '../system/upstream-error.ts';

/** A bug in one provider must not stop the others: it counts as an answer that could not be read, and is logged whole. */
export function troubleOf(error: unknown, log: Log): UpstreamError {
  if (error instanceof UpstreamError) return error;
  log.error('provider broke', { error: error instanceof Error ? error.stack : String(error) });
  return new UpstreamError('shape', 'the answer could not be read');
}
