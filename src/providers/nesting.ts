/** How deeply a body may nest, decided before a parser builds every level of it; knows no provider. */

/** Of JSON and XML alike. The feeds that we read stay below 12; half a mebibyte could hold a quarter of a million. */
export const maxNesting = 64;

const quote = 0x22;
const backslash = 0x5c;
// `[` and `{`, `]` and `}` differ in this bit alone.
const caseBit = 0x20;
const opening = 0x7b;
const closing = 0x7d;

/** Whether JSON text has a level beyond `maxNesting`. Of text that is no JSON it says nothing: that is for the parser to refuse. */
export function isNestedTooDeep(json: string): boolean {
  let level = 0;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === quote) {
      at = endOfString(json, at);
    } else if ((code | caseBit) === opening) {
      level += 1;
      if (level > maxNesting) return true;
    } else if ((code | caseBit) === closing) {
      level -= 1;
    }
  }
  return false;
}

/** Where the string that starts at `at` ends, or the text where it never does. */
function endOfString(json: string, at: number): number {
  for (let next = at + 1; next < json.length; next += 1) {
    const code = json.charCodeAt(next);
    if (code === backslash) next += 1;
    else if (code === quote) return next;
  }
  return json.length;
}
