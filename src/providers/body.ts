/** What all parsers share: a body's syntax and outer shape, decimal text, and the outcome of one item. Knows no provider. */
import { z } from 'zod';
import { isDecimal } from '../protocol/decimal.ts';
import { UpstreamError, type UpstreamErrorKind } from '../system/upstream-error.ts';
import { isNestedTooDeep } from './nesting.ts';
import type { Answer, Observation, Refusal } from './provider.ts';

/** One item of a body: read, or refused without harm to the others. */
export type Outcome =
  | { readonly ok: true; readonly observation: Observation }
  | { readonly ok: false; readonly refusal: Refusal };

/** Decimal text as `isDecimal` knows it; numbers and anything else are refused. */
export const decimalText = z.string().refine(isDecimal);

/** `message` names the field or rule and quotes nothing of the upstream's. */
export function refused(
  kind: UpstreamErrorKind,
  message: string,
): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { kind, message } };
}

/** The outcome as the answer to the ask `id`. */
export function answerOf(id: Answer['id'], outcome: Outcome): Answer {
  return outcome.ok
    ? { id, ok: true, observation: outcome.observation }
    : { id, ok: false, refusal: outcome.refusal };
}

/** JSON text of the outer shape `schema`. Throws an UpstreamError of kind `shape` for anything else. */
export function jsonBody<T>(text: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(syntax(text));
  if (!result.success) throw new UpstreamError('shape', 'the JSON body has not the expected structure');
  return result.data;
}

function syntax(text: string): unknown {
  if (isNestedTooDeep(text)) throw new UpstreamError('shape', 'the JSON body nests too deeply');
  try {
    return JSON.parse(text);
  } catch {
    throw new UpstreamError('shape', 'the body is not JSON');
  }
}
