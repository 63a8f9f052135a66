/** XML bodies as plain data of an expected outer shape; knows no provider. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { z } from 'zod';
import { UpstreamError } from '../system/upstream-error.ts';
import { maxNesting } from './nesting.ts';

/**
 * XML text of the outer shape `schema`: names without their namespace's prefix, attributes beside children, the text of
 * an element that has either under `#text`, figures as the text they were written in. Elements named in `lists` are
 * arrays however many there are. Throws an UpstreamError of kind `shape` for anything else.
 */
export function xmlBody<T>(text: string, schema: z.ZodType<T>, lists: readonly string[]): T {
  // An honest feed declares no document type, and entities are declared in one.
  if (/<!DOCTYPE/i.test(text)) throw new UpstreamError('shape', 'the XML declares a document type');
  const result = schema.safeParse(syntax(text, lists));
  if (!result.success) throw new UpstreamError('shape', 'the XML body has not the expected structure');
  return result.data;
}

function syntax(text: string, lists: readonly string[]): unknown {
  // No entity is ever expanded: figures and codes hold none.
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    processEntities: false,
    removeNSPrefix: true,
    isArray: (name) => lists.includes(name),
    // The parser counts the levels above an element, not its own.
    maxNestedTags: maxNesting - 1,
  });
  try {
    const content = parser.parse(text);
    // Afterwards, because the validator bounds no depth; the parser lets pass what is not well formed.
    if (XMLValidator.validate(text) === true) return content;
  } catch {}
  throw new UpstreamError('shape', 'the body is not well-formed XML, or nests too deeply');
}
