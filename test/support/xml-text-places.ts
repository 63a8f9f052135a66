/** The places of an XML body where an upstream could put a text of its choice, and the body with one there. Knows no provider. */
import type { TextPlace } from './text-places.ts';

interface Span {
  readonly name: string;
  readonly kind: TextPlace['kind'];
  readonly from: number;
  readonly to: number;
}

type Write = (text: string) => string;

const escaped: Write = (text) => text.replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
const referred: Write = (text) =>
  [...text].map((char) => `&#x${(char.codePointAt(0) ?? 0).toString(16)};`).join('');
const raw: Write = (text) => text;
const cdata: Write = (text) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

const elementWays = [escaped, cdata, raw, referred];
const attributeWays = [escaped, raw, referred];

/** Each element's text, attributes by their name, and the names of both; a hostile feed need not be well formed. */
export function xmlPlaces(body: string): readonly TextPlace[] {
  const groups = new Map<string, Span[]>();
  for (const span of spansOf(body)) groups.set(span.name, [...(groups.get(span.name) ?? []), span]);
  return [...groups].map(([name, spans]): TextPlace => {
    const kind = spans[0]?.kind ?? 'text';
    const ways = kind === 'name' ? [raw] : name.includes('@') ? attributeWays : elementWays;
    return {
      name,
      kind,
      count: spans.length,
      holding(text, turn) {
        const write = ways[Math.floor(turn / spans.length) % ways.length] ?? raw;
        const { from, to } = spans[turn % spans.length] ?? { from: 0, to: 0 };
        return body.slice(0, from) + write(text) + body.slice(to);
      },
    };
  });
}

function spansOf(body: string): readonly Span[] {
  const spans: Span[] = [];
  let parent = '';
  for (const token of body.matchAll(/<[?!/][^>]*>|<(?<element>[\w:.-]+)[^>]*>|(?<text>[^<]+)/g)) {
    const { element, text } = token.groups ?? {};
    const from = token.index;
    if (element !== undefined) {
      parent = element;
      spans.push({
        name: `names in ${element}`,
        kind: 'name',
        from: from + 1,
        to: from + 1 + element.length,
      });
      spans.push(...attributesOf(token[0], from));
    } else if (text !== undefined && text.trim() !== '') {
      spans.push({ name: parent, kind: 'text', from, to: from + text.length });
    }
  }
  return spans;
}

function attributesOf(tag: string, start: number): readonly Span[] {
  return [...tag.matchAll(/([\w:.-]+)=(?:"([^"]*)"|'([^']*)')/g)].flatMap((found): Span[] => {
    const [whole, name = ''] = found;
    const from = start + found.index;
    return [
      { name: `names in @${name}`, kind: 'name', from, to: from + name.length },
      { name: `@${name}`, kind: 'text', from: from + name.length + 2, to: from + whole.length - 1 },
    ];
  });
}
