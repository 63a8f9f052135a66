/** JSON as a tree that keeps numbers as they were written and names that stand twice; shares nothing with the providers' reading. */

/** `raw`: a string with its quotes, a number, true, false or null, or whatever a mutation put there. */
export type JsonTree =
  | { readonly kind: 'object'; readonly fields: [name: string, value: JsonTree][] }
  | { readonly kind: 'array'; readonly items: JsonTree[] }
  | { readonly kind: 'leaf'; raw: string };

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

/** Undefined for what is not JSON. */
export function jsonTree(text: string): JsonTree | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const all = text.match(tokens) ?? [];
  let at = 0;
  const next = () => all[at++] ?? '';
  const read = (): JsonTree => {
    const token = next();
    if (token === '{') return { kind: 'object', fields: listUntil('}', readField) };
    if (token === '[') return { kind: 'array', items: listUntil(']', read) };
    return leaf(token);
  };
  const readField = (): [string, JsonTree] => {
    const name = JSON.parse(next()) as string;
    at += 1;
    return [name, read()];
  };
  const listUntil = <T>(end: string, readOne: () => T): T[] => {
    const list: T[] = [];
    while (all[at] !== end) {
      list.push(readOne());
      if (all[at] === ',') at += 1;
    }
    at += 1;
    return list;
  };
  return read();
}

export function leaf(raw: string): JsonTree {
  return { kind: 'leaf', raw };
}

export function jsonText(tree: JsonTree): string {
  if (tree.kind === 'leaf') return tree.raw;
  if (tree.kind === 'array') return `[${tree.items.map(jsonText).join(',')}]`;
  return `{${tree.fields.map(([name, value]) => `${JSON.stringify(name)}:${jsonText(value)}`).join(',')}}`;
}

/** Everything that stands under these names, a name that stands twice included; `*` is any element or field. */
export function under(tree: JsonTree | undefined, ...names: readonly string[]): readonly JsonTree[] {
  const [name, ...rest] = names;
  if (tree === undefined) return [];
  if (name === undefined) return [tree];
  const found =
    tree.kind === 'leaf'
      ? []
      : tree.kind === 'array'
        ? tree.items.filter((_, index) => name === '*' || String(index) === name)
        : tree.fields.flatMap(([own, value]) => (name === '*' || own === name ? [value] : []));
  return found.flatMap((each) => under(each, ...rest));
}

/** The texts that stand there, numbers as they were written. */
export function texts(tree: JsonTree | undefined, ...names: readonly string[]): readonly string[] {
  return under(tree, ...names).flatMap((node) => {
    if (node.kind !== 'leaf') return [];
    return [node.raw.startsWith('"') ? (JSON.parse(node.raw) as string) : node.raw];
  });
}

/** The numbers that stand there as numbers. */
export function numbers(tree: JsonTree | undefined, ...names: readonly string[]): readonly number[] {
  return under(tree, ...names).flatMap((node) =>
    node.kind === 'leaf' && /^-?\d/.test(node.raw) ? [Number(node.raw)] : [],
  );
}
