/** Pure: an answer in which one field's figures are printed as something else; knows shapes of figures, no provider. */
import type { Strike } from './faults.ts';
import type { DemoAnswer } from './formats/answer.ts';

/** What of a body is printed wrongly, and as what. */
export interface Misprint {
  /** A JSON field, an XML element without its prefix, or a currency of the ECB's files. */
  readonly field: string;
  /** Stands in the place of each figure, as it is: `404`, but `NaN` and `1e309` as well. */
  readonly text: string;
}

const figure = String.raw`-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?`;

/** How a field stands before its figure: plain or quoted, first in a list, a quantity with its unit; in XML twice. */
const shapes: readonly ((field: string) => string)[] = [
  (field) => String.raw`"${field}":\s*(?:\[\s*|\{"unitCode":"[^"]*","value":)?"?`,
  (field) => String.raw`currency=['"]${field}['"]\s+rate=['"]`,
  (field) => String.raw`<(?:\w+:)?${field}(?:\s[^>]*)?>`,
];

/** `field` is a plain word: it is not escaped. A body that has no such figure stays as it is. */
export function misprinted(body: string, { field, text }: Misprint): string {
  return shapes.reduce(
    (printed, shape) =>
      printed.replaceAll(
        new RegExp(`(${shape(field)})${figure}`, 'g'),
        (_all, before: string) => before + text,
      ),
    body,
  );
}

/** The whole body to everyone: whoever asks whether it has changed would else keep the right one, and later this one. */
export function misprintStrike(misprint: Misprint): Strike {
  return ({ whole: { status, headers, body } }) => {
    const { etag: _etag, 'last-modified': _lastModified, ...rest } = headers as Record<string, string>;
    const answer: DemoAnswer = { status, headers: rest, body: misprinted(body, misprint) };
    return { kind: 'send', answer, afterMs: 0 };
  };
}
