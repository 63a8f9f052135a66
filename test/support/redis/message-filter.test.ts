/** What is taken out of a server's replies, and that all else stays, byte for byte and however it is cut. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeMessageFilter } from './message-filter.ts';

const bulk = (text: string) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
const list = (...elements: string[]) => `*${elements.length}\r\n${elements.join('')}`;
const message = (text: string) => list(bulk('message'), bulk('news'), bulk(text));
const subscribed = list(bulk('subscribe'), bulk('news'), ':1\r\n');
const unsubscribed = list(bulk('unsubscribe'), bulk('news'), ':0\r\n');

/** What comes through of `text`, given to the filter in pieces of the sizes, over and over. */
function sift(text: string, sizes: readonly number[], drops = () => true): string {
  const filter = makeMessageFilter(drops);
  const bytes = Buffer.from(text);
  const kept: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    kept.push(...filter.push(bytes.subarray(at, at + size)));
    at += size;
  }
  return Buffer.concat([...kept, filter.rest()]).toString();
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(message('in a text'), '\r\n', '*3\r\n', 'message', '$7\r\nmessage\r\n'),
);
/** Every type of RESP2 and RESP3 that a server sends, and no message. */
const { reply } = fc.letrec<{ reply: string; scalar: string }>((tie) => ({
  scalar: fc.oneof(
    text.map(bulk),
    fc.integer().map((value) => `:${value}\r\n`),
    fc.constantFrom('+OK\r\n', `-ERR ${'long '.repeat(20)}\r\n`, '$-1\r\n', '*-1\r\n', '*0\r\n', '~0\r\n'),
    fc.constantFrom(
      '_\r\n',
      '#t\r\n',
      ',1.5e3\r\n',
      '(12345678901234567890\r\n',
      '!5\r\nERR a\r\n',
      '=5\r\ntxt:a\r\n',
    ),
    fc.constantFrom(
      '|1\r\n+ttl\r\n:5\r\n:1\r\n',
      '%1\r\n+key\r\n*2\r\n:1\r\n:2\r\n',
      '>2\r\n+invalidate\r\n_\r\n',
    ),
  ),
  reply: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('scalar'),
    fc
      // A message within a list is none.
      .array(fc.oneof(tie('reply'), text.map(message)), { maxLength: 5 })
      .filter(([first]) => first !== bulk('message'))
      .map((elements) => list(...elements)),
  ),
}));
const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 });

describe('the message filter', () => {
  it('takes each message out and nothing else, wherever the chunks are cut', () => {
    const streams = fc.array(fc.oneof(reply, text.map(message)), { maxLength: 12 });
    fc.assert(
      fc.property(streams, sizes, (replies, cut) => {
        const kept = replies.filter((one) => !one.startsWith(list(bulk('message'), '', '')));
        expect(sift([subscribed, ...replies].join(''), cut)).toBe([subscribed, ...kept].join(''));
      }),
    );
  });

  it('sends every byte on where no message is to be dropped', () => {
    const streams = fc.array(fc.oneof(reply, text.map(message)), { maxLength: 12 });
    fc.assert(
      fc.property(streams, sizes, (replies, cut) => {
        const stream = subscribed + replies.join('');
        expect(sift(stream, cut, () => false)).toBe(stream);
      }),
    );
  });

  it('asks once for each message, in their order', () => {
    const answers = [true, false, true];
    const stream = subscribed + message('1') + message('2') + message('3');
    expect(sift(stream, [1], () => answers.shift() ?? false)).toBe(subscribed + message('2'));
    expect(answers).toEqual([]);
  });

  it('takes a list that looks like a message for one only on the connection of a subscriber', () => {
    const lookalike = list(bulk('message'), bulk('a'), bulk('b'));
    expect(sift(lookalike, [3])).toBe(lookalike);
    expect(sift(list(bulk('subscribe'), bulk('a'), bulk('b')) + lookalike, [3])).toContain(lookalike);
    expect(sift(subscribed + lookalike + unsubscribed + lookalike, [3])).toBe(
      subscribed + unsubscribed + lookalike,
    );
  });

  it('takes the pushes of RESP3 out, and leaves messages of patterns and shards', () => {
    const pushed = (kind: string) => `>3\r\n${bulk(kind)}${bulk('news')}${bulk('a')}`;
    expect(sift(pushed('message') + pushed('smessage'), [2])).toBe(pushed('smessage'));
    const byPattern = list(bulk('pmessage'), bulk('n*'), bulk('news'), bulk('a'));
    expect(sift(subscribed + byPattern, [2])).toBe(subscribed + byPattern);
  });

  it('sends on at once what cannot become a message', () => {
    const filter = makeMessageFilter(() => true);
    const start = Buffer.from('*3\r\n$7\r\nmessag');
    expect(filter.push(start)).toEqual([]);
    expect(Buffer.concat([...filter.push(Buffer.from('X'))]).toString()).toBe(`${start}X`);
    expect(Buffer.concat([...filter.push(Buffer.from('\r\n$100'))]).toString()).toBe('\r\n$100');
  });

  it.each(['HTTP/1.1 400 Bad Request\r\n\r\n', '*x\r\n', '*1\r\n'.repeat(200), '\r\n'])(
    'sends on for ever what is not RESP: %j',
    (noise) => {
      expect(sift(noise + subscribed + message('1'), [7])).toBe(noise + subscribed + message('1'));
    },
  );
});
