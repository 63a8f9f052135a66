/** Ways in which an upstream may break a JSON body, for property tests. */
import fc from 'fast-check';

type Path = readonly (string | number)[];

/** A broken copy of the body as text, and where it was broken. */
export interface Mutation {
  readonly path: Path;
  readonly how: string;
  readonly text: string;
}

// JSON text may say 1e309, which no value that JSON.stringify is given can.
const hugeMark = '@1e309@';

const replacements: Readonly<Record<string, (old: unknown) => unknown>> = {
  delete: () => undefined,
  null: () => null,
  'not a number': () => 'NaN',
  'huge number': () => hugeMark,
  'huge text': () => '1e309',
  'empty text': () => '',
  array: (old) => [old],
  object: () => ({}),
  'empty array': () => [],
  boolean: () => true,
  'number for text, text for number': (old) => (typeof old === 'string' ? Number(old) || 7 : String(old)),
};

/** Any single break below `root`, a path into the body. Elements of arrays are changed but never taken out. */
export function mutationsOf(body: unknown, root: Path = []): fc.Arbitrary<Mutation> {
  const paths = pathsOf(at(body, root)).map((path) => [...root, ...path]);
  return fc
    .record({ path: fc.constantFrom(...paths), how: fc.constantFrom(...Object.keys(replacements)) })
    .filter(({ path, how }) => how !== 'delete' || typeof path.at(-1) === 'string')
    .map(({ path, how }) => ({ path, how, text: broken(body, path, how) }));
}

/** A copy of the body as text, with an unknown field in every object. */
export function withUnknownFields(body: unknown, name: string, value: unknown): string {
  const widen = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(widen);
    if (typeof node !== 'object' || node === null) return node;
    const fields = Object.entries(node).map(([key, field]) => [key, widen(field)]);
    return { ...Object.fromEntries(fields), [name]: value };
  };
  return JSON.stringify(widen(body));
}

function pathsOf(node: unknown): readonly Path[] {
  if (typeof node !== 'object' || node === null) return [];
  const keys = Array.isArray(node) ? [...node.keys()] : Object.keys(node);
  return keys.flatMap((key) => [[key], ...pathsOf(at(node, [key])).map((path) => [key, ...path])]);
}

function at(node: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], node);
}

function broken(body: unknown, path: Path, how: string): string {
  const copy = structuredClone(body);
  const parent = at(copy, path.slice(0, -1)) as Record<string | number, unknown>;
  const key = path.at(-1) ?? '';
  parent[key] = replacements[how]?.(parent[key]);
  return JSON.stringify(copy).replaceAll(`"${hugeMark}"`, '1e309');
}
