/** The public list of corrections, built once for each change of it. */
import type { ItemId } from '../protocol/item-id.ts';
import type { CorrectionList } from '../protocol/snapshot.ts';
import type { Correction, OrderBook } from '../store/orders.ts';
import type { Cancel, Clock } from '../system/clock.ts';
import { createRepresentation, type Representation, tagOf } from './representation.ts';

export type CorrectionSource = Pick<OrderBook, 'orders' | 'watchOrders'>;

export interface CorrectionsOptions {
  /** Absent: nobody ever corrects anything here. */
  readonly source: CorrectionSource | undefined;
  /** What nobody here can ask for is not listed. */
  readonly knows: (id: ItemId) => boolean;
  readonly clock: Clock;
}

export interface Corrections {
  start(): void;
  stop(): void;
  /** Undefined until the list could be read. */
  list(): Representation | undefined;
  /** To be told once other items are known. */
  recatalogued(): void;
}

const json = 'application/json; charset=utf-8';
const brotliQuality = 5;
const retryMs = 5_000;

export function createCorrections({ source, knows, clock }: CorrectionsOptions): Corrections {
  let known: readonly Correction[] | undefined = source === undefined ? [] : undefined;
  let built: Representation | undefined;
  let unwatch = () => {};
  let cancel: Cancel = () => {};

  const hear = ({ corrections }: { readonly corrections: readonly Correction[] }) => {
    known = corrections;
    built = undefined;
  };

  /** What changes later is told; only the beginning must be asked for until it is known. */
  const load = (): void => {
    source?.orders().then(
      (state) => {
        if (known === undefined) hear(state);
      },
      () => {
        cancel = clock.after(retryMs, load);
      },
    );
  };

  const build = (corrections: readonly Correction[]): Representation => {
    const list: CorrectionList = {
      corrections: corrections
        .filter(({ item }) => knows(item))
        .map(({ item, from, to, reason, at }) => ({ item, from, to, reason, at })),
    };
    const body = JSON.stringify(list);
    return createRepresentation({
      contentType: json,
      tag: tagOf(body),
      body: Buffer.from(body),
      brotliQuality,
    });
  };

  return {
    start() {
      unwatch = source?.watchOrders(hear) ?? (() => {});
      load();
    },
    stop() {
      unwatch();
      cancel();
    },
    list() {
      if (known !== undefined) built ??= build(known);
      return built;
    },
    recatalogued() {
      built = undefined;
    },
  };
}
