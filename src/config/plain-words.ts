/** Pure: what a file's mistakes are in words, where a rule has none of its own; the checking library's are for programmers. */
import type { z } from 'zod';

const kinds: Readonly<Record<string, string>> = {
  object: 'keys and values',
  record: 'keys and values',
  array: 'a list',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

/** For `safeParse`. Undefined leaves the library's words. */
export function plainWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') return typeWords(issue.expected, issue.input);
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'too_small') return `must ${sizeWords(issue.origin, 'at least', issue.minimum)}`;
  if (issue.code === 'too_big') return `must ${sizeWords(issue.origin, 'at most', issue.maximum)}`;
  return undefined;
}

function typeWords(expected: string, input: unknown): string | undefined {
  const kind = kinds[expected];
  if (kind === undefined) return undefined;
  return input === undefined ? `must be given: ${kind}` : `must be ${kind}`;
}

function sizeWords(origin: string, bound: string, size: number | bigint): string {
  if (origin === 'array') return `hold ${bound} ${size} ${size === 1 ? 'entry' : 'entries'}`;
  if (origin !== 'string') return `be ${bound} ${size}`;
  return `have ${bound} ${size} ${size === 1 ? 'character' : 'characters'}`;
}

/** A rule's own words for whatever has not its form: nothing at all, something else, or fewer than it takes. */
export function told(words: string) {
  return {
    error: ({ code, input }: z.core.$ZodRawIssue) => {
      if (code !== 'invalid_type' && code !== 'too_small') return undefined;
      return input === undefined ? `must be given: ${words}` : `must be ${words}`;
    },
  };
}
