/** JSON that somebody else wrote. */

/** What the text says; undefined where there is none, or it is no JSON. */
export function parseJson(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
