/** Takes whole pub/sub messages out of what a Redis server sends, and never anything else. */
import { makeRespScanner } from './resp-scanner.ts';

export interface MessageFilter {
  /** What is to be sent on, in order. At most 25 bytes wait for the next chunk. */
  push(chunk: Buffer): readonly Buffer[];
  /** What waits, for the end of the stream. */
  rest(): Buffer;
}

/** How the replies begin that matter here; a list is as good as any until it says otherwise. */
const starts = {
  message: Buffer.from('*3\r\n$7\r\nmessage\r\n'),
  push: Buffer.from('>3\r\n$7\r\nmessage\r\n'),
  subscribed: Buffer.from('*3\r\n$9\r\nsubscribe\r\n'),
  unsubscribed: Buffer.from('*3\r\n$11\r\nunsubscribe\r\n'),
};
type Kind = keyof typeof starts | 'other';

const none: Buffer = Buffer.alloc(0);

/** `drops` is asked once for each message, in the order of their coming. */
export function makeMessageFilter(drops: () => boolean): MessageFilter {
  const scanner = makeRespScanner();
  let held = none;
  /** Of the reply under way, as soon as its first bytes tell. */
  let kind: Kind | undefined;
  let isDropped = false;
  // In RESP2 a message looks like a list of three texts; only a subscriber's connection is told one.
  let isSubscriber = false;

  const decide = (start: Buffer) => {
    kind = kindOf(start);
    isDropped = (kind === 'push' || (kind === 'message' && isSubscriber)) && drops();
  };
  const endReply = () => {
    // The last of the three says how many subscriptions there are now.
    const count = /^:(\d+)$/.exec(scanner.lastLine())?.[1];
    if (count !== undefined && (kind === 'subscribed' || kind === 'unsubscribed'))
      isSubscriber = count !== '0';
    kind = undefined;
  };
  const take = (part: Buffer, isWhole: boolean): Buffer => {
    const bytes = held.length === 0 ? part : Buffer.concat([held, part]);
    held = none;
    if (kind === undefined) decide(bytes);
    if (kind === undefined) {
      held = bytes;
      return none;
    }
    const kept = isDropped ? none : bytes;
    if (isWhole) endReply();
    return kept;
  };

  return {
    push(chunk) {
      const kept: Buffer[] = [];
      for (let at = 0; at < chunk.length; ) {
        const { end, isWhole } = scanner.scan(chunk, at);
        kept.push(take(chunk.subarray(at, end), isWhole));
        at = end;
      }
      return kept.filter(({ length }) => length > 0);
    },
    rest() {
      const bytes = held;
      held = none;
      return bytes;
    },
  };
}

/** Unknown as long as more than one kind is possible. */
function kindOf(start: Buffer): Kind | undefined {
  for (const [kind, expected] of Object.entries(starts) as [Kind, Buffer][]) {
    const length = Math.min(start.length, expected.length);
    if (expected.compare(start, 0, length, 0, length) !== 0) continue;
    return length === expected.length ? kind : undefined;
  }
  return 'other';
}
