/** Ways in which the structure of a JSON body breaks, and its figures with it. */
import type { Random } from '../../src/system/random.ts';
import { type FigureChange, figureChanges } from './figure-changes.ts';
import { type JsonTree, jsonText, jsonTree, leaf } from './json-tree.ts';
import { pick, shuffled } from './pick.ts';

/** A place in the tree: its value, its name where it has one, and how to put something else there. */
interface Slot {
  readonly node: JsonTree;
  readonly name: string;
  readonly put: (...nodes: readonly JsonTree[]) => void;
  /** Under these names, where it stands in an object. */
  readonly putAs?: (...fields: readonly [string, JsonTree][]) => void;
}

type Change = (slots: readonly Slot[], random: Random) => boolean;

/** By name; false where the body has no place for it. */
const structureChanges: Readonly<Record<string, Change>> = {
  'a name dropped': inField((slot) => slot.putAs?.()),
  'a name changed': inField((slot, random, slots) => {
    const other = pick(slots, random)?.name || 'other';
    slot.putAs?.([random() < 0.5 ? other : `${slot.name}_`, slot.node]);
  }),
  'a name doubled': inField((slot, random, slots) => {
    const alike = slots.filter(({ name, node }) => name === slot.name && node !== slot.node);
    const twin = pick(alike, random) ?? pick(slots, random) ?? slot;
    slot.putAs?.([slot.name, slot.node], [slot.name, copied(twin.node)]);
  }),
  'values of two places exchanged': inField((slot, random, slots) => {
    const others = slots.filter(({ name, node }) => name === slot.name && node !== slot.node);
    exchange(slot, pick(others, random) ?? slot);
  }),
  'values of two names exchanged': inField((slot, random, slots) => {
    const others = slots.filter(({ node }) => node.kind === slot.node.kind && !holds(node, slot.node));
    const other = pick(others, random) ?? slot;
    if (!holds(slot.node, other.node)) exchange(slot, other);
  }),
  'a list shortened': inList((items, random) => void items.splice(Math.floor(random() * items.length), 1)),
  'a list without its end': inList((items) => void items.splice(Math.ceil(items.length / 2))),
  'a list emptied': inList((items) => void items.splice(0)),
  'a list said twice': inList((items) => void items.push(...items)),
  'an element doubled': inList((items, random) => void items.unshift(pick(items, random) ?? leaf('null'))),
  'a list turned around': inList((items) => void items.reverse()),
  'a list shuffled': inList(
    (items, random) => void items.splice(0, items.length, ...shuffled(items, random)),
  ),
  'null in a list': inList(
    (items, random) =>
      void items.splice(Math.floor(random() * items.length), random() < 0.5 ? 0 : 1, leaf('null')),
  ),
  'wrapped in a list': anywhere((slot) => slot.put({ kind: 'array', items: [slot.node] })),
  'wrapped in an object': anywhere((slot) =>
    slot.put({ kind: 'object', fields: [[slot.name || 'value', slot.node]] }),
  ),
  'list for object, object for list': anywhere((slot) => slot.put(turned(slot.node))),
  unwrapped: anywhere((slot) => slot.put(...(innersOf(slot.node).slice(0, 1) ?? []))),
  'nested a hundred deep': anywhere((slot) => slot.put(leaf('['.repeat(100) + ']'.repeat(100)))),
  'null everywhere below': anywhere((slot) => blank(slot.node, 'null')),
  'empty text everywhere below': anywhere((slot) => blank(slot.node, '""')),
  'nothing but null': anywhere((slot) => slot.put(leaf('null'))),
};

const names = [...Object.keys(structureChanges), ...Object.keys(figureChanges)];

/** The body with one thing changed, and what that was; undefined where the change that came up does not apply. */
export function changedJson(body: string, random: Random): { text: string; how: string } | undefined {
  const how = pick(names, random) ?? '';
  const tree = jsonTree(body);
  if (tree === undefined) return undefined;
  const root: [string, JsonTree][] = [['', tree]];
  const slots = [...slotsOf({ kind: 'object', fields: root })].slice(1);
  const change = structureChanges[how] ?? figureChange(figureChanges[how]);
  if (!change(slots, random)) return undefined;
  const text = jsonText(tree);
  return text === body ? undefined : { text, how };
}

function figureChange(change: FigureChange | undefined): Change {
  return (slots, random) => {
    const tried = shuffled(
      slots.filter(({ node }) => node.kind === 'leaf'),
      random,
    );
    for (const { node, put } of tried) {
      if (node.kind !== 'leaf') continue;
      const old = node.raw.startsWith('"') ? (JSON.parse(node.raw) as string) : node.raw;
      const raw = change?.(old, random);
      if (raw === undefined) continue;
      put(leaf(raw));
      return true;
    }
    return false;
  };
}

function* slotsOf(tree: JsonTree): Generator<Slot> {
  if (tree.kind === 'leaf') return;
  if (tree.kind === 'array') {
    for (const node of [...tree.items]) {
      const put = (...nodes: readonly JsonTree[]) =>
        void tree.items.splice(tree.items.indexOf(node), 1, ...nodes);
      yield { node, name: '', put };
      yield* slotsOf(node);
    }
    return;
  }
  for (const field of [...tree.fields]) {
    const [name, node] = field;
    const putAs = (...fields: readonly [string, JsonTree][]) =>
      void tree.fields.splice(tree.fields.indexOf(field), 1, ...fields);
    const put = (first: JsonTree = leaf('null')) => {
      field[1] = first;
    };
    yield { node, name, put, putAs };
    yield* slotsOf(node);
  }
}

function inField(change: (slot: Slot, random: Random, fields: readonly Slot[]) => void): Change {
  return (slots, random) => {
    const fields = slots.filter(({ putAs }) => putAs !== undefined);
    const slot = pick(fields, random);
    if (slot !== undefined) change(slot, random, fields);
    return slot !== undefined;
  };
}

function inList(change: (items: JsonTree[], random: Random) => void): Change {
  return (slots, random) => {
    const lists = slots.flatMap(({ node }) => (node.kind === 'array' && node.items.length > 0 ? [node] : []));
    const list = pick(lists, random);
    if (list !== undefined) change(list.items, random);
    return list !== undefined;
  };
}

function anywhere(change: (slot: Slot, random: Random) => void): Change {
  return (slots, random) => {
    const slot = pick(slots, random);
    if (slot !== undefined) change(slot, random);
    return slot !== undefined;
  };
}

/** A value must not come to stand within itself. */
function copied(tree: JsonTree): JsonTree {
  return jsonTree(jsonText(tree)) ?? tree;
}

function exchange(a: Slot, b: Slot): void {
  a.put(b.node);
  b.put(a.node);
}

function holds(outer: JsonTree, inner: JsonTree): boolean {
  return outer === inner || innersOf(outer).some((each) => holds(each, inner));
}

function innersOf(tree: JsonTree): readonly JsonTree[] {
  if (tree.kind === 'leaf') return [];
  return tree.kind === 'array' ? tree.items : tree.fields.map(([, value]) => value);
}

function turned(tree: JsonTree): JsonTree {
  if (tree.kind === 'array')
    return { kind: 'object', fields: tree.items.map((item, index) => [String(index), item]) };
  return tree.kind === 'object' ? { kind: 'array', items: [...innersOf(tree)] } : leaf('{}');
}

function blank(tree: JsonTree, raw: string): void {
  if (tree.kind === 'leaf') tree.raw = raw;
  else for (const inner of innersOf(tree)) blank(inner, raw);
}
