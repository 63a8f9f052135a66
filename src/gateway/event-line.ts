/** A reader's line over server-sent events: one HTTP answer that does not end; knows no session. */
import type { ServerResponse } from 'node:http';
import type { Line } from './line.ts';

// RFC 6455, section 7.1.5: ended without a code. An answer over HTTP has none to give.
const noCode = 1005;

/**
 * `eventOf`: a frame's message as an event. The reader cannot speak, so it is never asked: a peer that is gone is found
 * by its system's reset, or where a write makes no progress.
 */
export function createEventLine(response: ServerResponse, eventOf: (frame: Buffer) => Buffer): Line {
  let open = true;
  return {
    transport: 'events',
    isOpen: () => open,
    write: (frame, done) => void response.write(eventOf(frame), done),
    close() {
      open = false;
      response.end();
    },
    cut: () => void response.destroy(),
    listen({ closed }) {
      response.on('error', () => {});
      response.once('close', () => {
        open = false;
        closed(noCode);
      });
    },
  };
}
