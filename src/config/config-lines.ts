/** Where a key of a config stands: the file and line that a person has to open. */
import { type Document, isMap, isScalar, isSeq, type LineCounter } from 'yaml';

/** Keys from the outermost to the one meant. */
export type Keys = readonly PropertyKey[];

/** `depth`: how many of the keys stand in the file; `line`: the last of those, from 1. */
export interface Spot {
  readonly file: string;
  readonly depth: number;
  readonly line: number;
}

/** The deepest of the keys that a file holds; undefined where not even the first is there. */
export type FindSpot = (keys: Keys) => Spot | undefined;

export function spotsOf(file: string, { contents }: Document, counter: LineCounter): FindSpot {
  return (keys) => {
    let node: unknown = contents;
    let spot: Spot | undefined;
    for (const [index, key] of keys.entries()) {
      const found = below(node, String(key));
      if (found?.offset === undefined) return spot;
      spot = { file, depth: index + 1, line: counter.linePos(found.offset).line };
      node = found.node;
    }
    return spot;
  };
}

/** Of several files the one that holds most of the keys, the last one where they hold equally many. */
export function deepestSpot(finders: readonly FindSpot[]): FindSpot {
  return (keys) =>
    finders
      .flatMap((find) => find(keys) ?? [])
      .reduce<Spot | undefined>(
        (best, spot) => (best !== undefined && best.depth > spot.depth ? best : spot),
        undefined,
      );
}

interface Found {
  readonly node: unknown;
  readonly offset: number | undefined;
}

function below(node: unknown, key: string): Found | undefined {
  if (isMap(node)) {
    const pair = node.items.find((entry) => isScalar(entry.key) && String(entry.key.value) === key);
    return pair && { node: pair.value, offset: isScalar(pair.key) ? pair.key.range?.[0] : undefined };
  }
  if (!isSeq(node)) return undefined;
  const item = node.items[Number(key)] as { range?: readonly number[] | null } | undefined;
  return item && { node: item, offset: item.range?.[0] };
}
