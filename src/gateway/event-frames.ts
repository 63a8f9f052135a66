/** Messages as server-sent events, each built once however many readers get it. */
import { payloadOf } from './frame.ts';

const start = Buffer.from('data: ');
const end = Buffer.from('\n\n');

/**
 * Makes the event of a WebSocket frame: the same bytes of JSON between `data: ` and an empty line. JSON as we encode it
 * holds no line end, which the format could not carry in one piece (HTML, section 9.2.6).
 */
export function createEventFrames(): (frame: Buffer) => Buffer {
  const events = new WeakMap<Buffer, Buffer>();
  return (frame) => {
    const held = events.get(frame);
    if (held !== undefined) return held;
    const event = Buffer.concat([start, payloadOf(frame), end]);
    events.set(frame, event);
    return event;
  };
}
