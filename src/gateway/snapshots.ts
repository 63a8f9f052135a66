/** Boards and items as HTTP bodies and first frames, each built once per change of its content, when first asked for. */
import type { ItemId } from '../protocol/item-id.ts';
import type { ItemMeta } from '../protocol/meta.ts';
import { hasValue } from '../protocol/reading.ts';
import type { BoardSnapshot, ItemDetail } from '../protocol/snapshot.ts';
import type { HeldItem } from '../store/store.ts';
import type { Clock } from '../system/clock.ts';
import { type BoardBodies, createBoardBodies } from './board-bodies.ts';
import type { Catalogue } from './catalogue.ts';
import { type Frames, heldOf, snapshotItemOf } from './frames.ts';
import type { PublishedState } from './hub.ts';
import { bareTag, jsonRepresentation, type Representation, tagOf } from './representation.ts';

export interface Snapshots {
  /** Undefined where there is no such board. `lang`: a BCP 47 tag, whose texts alone are wanted; absent: all languages. */
  board(name: string, lang?: string): Representation | undefined;
  /** Undefined where nothing is known by that id. */
  item(id: ItemId): Representation | undefined;
  /** `same` where `have` is the entity tag of the board as it stands, else its `snap`. */
  firstFrame(board: string, have: string | undefined): Buffer;
  /** To be told of each change of the published state, before anybody is served from it. */
  changed(ids: ReadonlySet<ItemId>): void;
  /** To be told once the catalogue reads differently. */
  recatalogued(): void;
}

export interface SnapshotsOptions {
  readonly catalogue: Catalogue;
  readonly published: PublishedState;
  readonly frames: Pick<Frames, 'snap' | 'of'>;
  readonly clock: Clock;
}

export function createSnapshots({ catalogue, published, frames, clock }: SnapshotsOptions): Snapshots {
  const startedAt = clock.now();
  const changedAt = new Map<string, number>();
  const boards = new Map<string, BoardBodies>();
  const items = new Map<ItemId, Representation>();
  const snaps = new Map<string, Buffer>();
  const same = frames.of({ t: 'same' });

  function boardOf(name: string): BoardBodies | undefined {
    const ids = catalogue.boards.get(name);
    if (ids === undefined) return undefined;
    return kept(boards, name, () => {
      const content = boardContent(name, catalogue, heldOf(published, ids));
      const snapshot: BoardSnapshot = { ...content, builtAt: changedAt.get(name) ?? startedAt };
      return createBoardBodies(tagOf(JSON.stringify(content)), snapshot, clock);
    });
  }

  function itemOf(id: ItemId): Representation | undefined {
    const meta = catalogue.meta.get(id);
    if (meta === undefined) return undefined;
    return kept(items, id, () => {
      const detail = itemDetail(id, meta, catalogue.sources, published.item(id));
      return jsonRepresentation(tagOf(JSON.stringify(detail)), detail);
    });
  }

  return {
    board: (name, lang) => boardOf(name)?.body(lang),
    item: itemOf,
    firstFrame(board, have) {
      if (have !== undefined && bareTag(have) === boardOf(board)?.tag) return same;
      return kept(snaps, board, () => frames.snap(catalogue.boards.get(board) ?? []));
    },
    changed(ids) {
      for (const id of ids) items.delete(id);
      for (const [name, boardItems] of catalogue.boards) {
        if (!boardItems.some((id) => ids.has(id))) continue;
        changedAt.set(name, clock.now());
        boards.delete(name);
        snaps.delete(name);
      }
    },
    recatalogued() {
      const before = new Map([...boards].map(([name, { tag }]) => [name, tag]));
      for (const held of [boards, items, snaps]) held.clear();
      for (const name of catalogue.boards.keys()) {
        // A strong tag names bytes: only where the content is another may the time beside it be.
        if (before.has(name) && boardOf(name)?.tag === before.get(name)) continue;
        changedAt.set(name, clock.now());
        boards.delete(name);
      }
    },
  };
}

/** All of a board but the time, which the entity tag leaves out: two gateways with one content have one tag. */
function boardContent(
  board: string,
  { demo, boards, meta, sources }: Catalogue,
  held: readonly HeldItem[],
): Omit<BoardSnapshot, 'builtAt'> {
  const ids = boards.get(board) ?? [];
  return {
    board,
    demo,
    meta: ids.flatMap((id) => meta.get(id) ?? []),
    sources,
    items: held.map(snapshotItemOf),
  };
}

function itemDetail(
  id: ItemId,
  meta: ItemMeta,
  sources: Catalogue['sources'],
  held: HeldItem | undefined,
): ItemDetail {
  if (held === undefined) return { id, meta };
  const source = hasValue(held.reading) ? sources[held.reading.source] : undefined;
  return { id, meta, ...(source === undefined ? {} : { source }), ...held };
}

/** What is kept under `key`, built now where nothing is. */
function kept<K, V>(map: Map<K, V>, key: K, build: () => V): V {
  const held = map.get(key);
  if (held !== undefined) return held;
  const built = build();
  map.set(key, built);
  return built;
}
