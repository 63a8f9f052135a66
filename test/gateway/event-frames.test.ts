import { describe, expect, it } from 'vitest';
import { createEventFrames } from '../../src/gateway/event-frames.ts';
import { payloadOf, textFrame } from '../../src/gateway/frame.ts';

describe('an event', () => {
  it.each([0, 1, 125, 126, 65_535, 65_536])('holds the %i bytes of the frame and nothing else', (length) => {
    const text = 'é'.repeat(length >> 1) + 'x'.repeat(length & 1);
    const frame = textFrame(text);
    expect(payloadOf(frame).toString()).toBe(text);
    expect(createEventFrames()(frame).toString()).toBe(`data: ${text}\n\n`);
  });

  it('is made once for all who get the frame', () => {
    const eventOf = createEventFrames();
    const frame = textFrame('{}');
    expect(eventOf(frame)).toBe(eventOf(frame));
    expect(eventOf(textFrame('{}'))).not.toBe(eventOf(frame));
  });

  it('has no line end within, whatever a feed says', () => {
    const message = { t: 'upd', text: 'a\nb\r\nc\u2028d\u0085' };
    const event = createEventFrames()(textFrame(JSON.stringify(message))).toString();
    expect(event.split(/\r\n|\r|\n/)).toHaveLength(3);
    expect(JSON.parse(event.slice(6))).toEqual(message);
  });
});
