/** The places of a JSON or CSV body where an upstream could put a text of its choice, and the body with one there. Knows no provider. */

/** Places of one kind, such as the same field in each element of a list. */
export interface TextPlace {
  /** Such as `features.*.properties.event`; `names in` for the names of an object's fields. */
  readonly name: string;
  /** `text`: there is a text; `other`: a number, true, false or null; `name`: the name of a field. */
  readonly kind: 'text' | 'other' | 'name';
  /** How many there are. */
  readonly count: number;
  /** The body with `text` in one of them; `turn`, from 0 on, goes round them, and then round the ways to write it. */
  readonly holding: (text: string, turn: number) => string;
}

type Path = readonly (string | number)[];
type Fields = Readonly<Record<string, unknown>>;

interface Node {
  readonly path: Path;
  /** The path with a star for what is one of several of the same form. */
  readonly name: string;
  readonly node: unknown;
}

// No body holds it, and JSON writes it as it is.
const mark = '@the hostile text@';

/** Of a JSON body: every value that is no object or list, and the names in every object, changed or added. */
export function jsonPlaces(text: string): readonly TextPlace[] {
  const body: unknown = JSON.parse(text);
  const groups = new Map<string, { readonly kind: TextPlace['kind']; readonly variants: (() => string)[] }>();
  for (const { path, name, node } of nodesOf({ path: [], name: '', node: body })) {
    if (Array.isArray(node)) continue;
    const kind = isObject(node) ? 'name' : typeof node === 'string' ? 'text' : 'other';
    const label = kind === 'name' ? `names in ${name}` : name;
    const group = groups.get(label) ?? { kind, variants: [] };
    groups.set(label, group);
    const changed = isObject(node) ? renamed(node) : [mark];
    group.variants.push(...changed.map((value) => () => JSON.stringify(replaced(body, path, value))));
  }
  return [...groups].map(([name, { kind, variants }]) => {
    return { name, kind, count: variants.length, holding: filling(variants) };
  });
}

/** Of a CSV body without quotes: the cells of each column, as they are and in quotes, and the columns' names. */
export function csvPlaces(text: string, delimiter: string): readonly TextPlace[] {
  const rows = text.split('\n').map((line) => line.split(delimiter));
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const holding = (at: number, row: number) => (cell: string, turn: number) => {
    const written = turn % 2 === 0 ? cell : quoted(cell);
    const changed = rows.map((cells, index) => (index === row ? cells.with(at, written) : cells));
    return changed.map((cells) => cells.join(delimiter)).join('\n');
  };
  return (rows[0] ?? []).flatMap((name, at): TextPlace[] => [
    { name, kind: 'text', count: 1, holding: holding(at, 1) },
    { name: `names in ${name}`, kind: 'name', count: 1, holding: holding(at, 0) },
  ]);
}

function filling(variants: readonly (() => string)[]): TextPlace['holding'] {
  const split = new Map<number, readonly string[]>();
  return (text, turn) => {
    const index = turn % variants.length;
    const parts = split.get(index) ?? (variants[index]?.() ?? '').split(`"${mark}"`);
    split.set(index, parts);
    return parts.join(JSON.stringify(text));
  };
}

/** The object with one of its fields under the mark's name, or with one more that is like it. */
function renamed(fields: Fields): Fields[] {
  const entries = Object.entries(fields);
  return entries.flatMap(([, value], at) => [
    Object.fromEntries(entries.with(at, [mark, value])),
    { [mark]: value, ...fields },
  ]);
}

function replaced(node: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(node)) return node.with(Number(key), replaced(node[Number(key)], rest, value));
  return { ...(node as Fields), [key]: replaced((node as Fields)[key], rest, value) };
}

function* nodesOf(parent: Node): Generator<Node> {
  yield parent;
  const { path, name, node } = parent;
  if (typeof node !== 'object' || node === null) return;
  const forms = Object.values(node).map(formOf);
  for (const [index, [key, inner]] of Object.entries(node).entries()) {
    const alike = forms[index] !== '' && forms.filter((form) => form === forms[index]).length > 1;
    const step = alike || /^\d{4}-\d\d-\d\d$/.test(key) ? '*' : key;
    const own = Array.isArray(node) ? Number(key) : key;
    yield* nodesOf({ path: [...path, own], name: name === '' ? step : `${name}.${step}`, node: inner });
  }
}

/** Equal for objects with the same fields, and for lists; empty for what is neither. */
function formOf(node: unknown): string {
  if (Array.isArray(node)) return 'list';
  return isObject(node) ? `object ${Object.keys(node).join(' ')}` : '';
}

function isObject(node: unknown): node is Fields {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}
