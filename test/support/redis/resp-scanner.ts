/** Finds where each reply of a Redis connection ends, however the bytes are cut; keeps no reply. */

export interface RespScanner {
  /**
   * Reads on from `from` to the end of the reply under way or of the chunk: `end` is where it stopped, and `isWhole` says
   * that a reply ended there. What is not RESP2 or RESP3 is one reply without an end.
   */
  scan(chunk: Buffer, from: number): { readonly end: number; readonly isWhole: boolean };
  /** The last line of its own in the reply under way or just ended, without its end: `:1`, `$7`; cut after 32 letters. */
  lastLine(): string;
}

const lineFeed = 10;
/** A type and the digits of any length that Redis knows. */
const keptLetters = 32;
/** Redis nests a handful of levels; a client's parser would not follow much further either. */
const deepest = 128;

type Step = 'open' | 'closed' | 'broken';

export function makeRespScanner(): RespScanner {
  /** Of each list that is open, the outermost first: how many of its elements are still to come. */
  const open: number[] = [];
  let line = '';
  let isNewLine = true;
  /** Bytes of a text that are still to come, its line end included. */
  let bulkLeft = 0;
  let isBroken = false;

  const endElement = (): Step => {
    for (let left = open.pop(); left !== undefined; left = open.pop()) {
      if (left > 1) {
        open.push(left - 1);
        return 'open';
      }
    }
    return 'closed';
  };
  const openList = (count: number): Step => {
    if (count <= 0) return endElement();
    return open.push(count) > deepest ? 'broken' : 'open';
  };
  const openBulk = (bytes: number): Step => {
    if (bytes < 0) return endElement();
    bulkLeft = bytes + 2;
    return 'open';
  };
  const endLine = (): Step => {
    const count = Number(line.slice(1));
    if ('+-:_#,('.includes(line.charAt(0) || ' ')) return endElement();
    if (!/^.-?\d+$/.test(line)) return 'broken';
    if ('$!='.includes(line.charAt(0))) return openBulk(count);
    if ('*~>'.includes(line.charAt(0))) return openList(count);
    if (line.startsWith('%')) return openList(2 * count);
    // Attributes stand before the value that they belong to, as part of it.
    if (line.startsWith('|')) return openList(2 * count + 1);
    return 'broken';
  };
  const readLine = (chunk: Buffer, from: number): { at: number; step: Step } => {
    const found = chunk.indexOf(lineFeed, from);
    const at = found === -1 ? chunk.length : found + 1;
    const before = isNewLine ? '' : line;
    line = before + chunk.toString('latin1', from, Math.min(at, from + keptLetters - before.length));
    isNewLine = found !== -1;
    if (found === -1) return { at, step: 'open' };
    line = line.trimEnd();
    return { at, step: endLine() };
  };
  const readBulk = (chunk: Buffer, from: number): { at: number; step: Step } => {
    const at = Math.min(from + bulkLeft, chunk.length);
    bulkLeft -= at - from;
    return { at, step: bulkLeft === 0 ? endElement() : 'open' };
  };

  return {
    scan(chunk, from) {
      for (let at = from; at < chunk.length && !isBroken; ) {
        const read = bulkLeft > 0 ? readBulk(chunk, at) : readLine(chunk, at);
        at = read.at;
        if (read.step === 'closed') return { end: at, isWhole: true };
        isBroken = read.step === 'broken';
      }
      return { end: chunk.length, isWhole: false };
    },
    lastLine: () => line,
  };
}
