/** Many readers over several gateways: who is there, what they were told, and how long they were alone. */

import { compareStamps } from '../../src/protocol/order.ts';
import type { Stamp } from '../../src/protocol/reading.ts';
import type { BoardSnapshot } from '../../src/protocol/snapshot.ts';
import { until } from '../../test/support/redis/until.ts';
import { type Faults, noFaults } from './frame-check.ts';
import { createReader, type Reader } from './reader.ts';

export interface SwarmOptions {
  /** `http://host:port` of each. */
  readonly gateways: readonly string[];
  readonly readers: number;
}

/** What happened since the last look. */
export interface Happened {
  /** ms without a greeted socket, one for each time that a reader was greeted again; 0 where its last one still stood. */
  readonly gaps: readonly number[];
  /** Greeted sockets that ended without the reader's doing, by close code. */
  readonly lost: Readonly<Record<number, number>>;
  /** When updates came, by `performance.now()`: one for each moment at which any reader had some. */
  readonly updatesAt: readonly number[];
}

export interface Swarm {
  readonly size: number;
  /** Resolves once all have been greeted and hold a board. */
  open(): Promise<void>;
  close(): void;
  greeted(): number;
  /** Readers of whom some item is older than here; items beside their board do not count. */
  behind(stamps: Iterable<readonly [id: string, stamp: Stamp]>): number;
  /** The oldest time of an item's value at any reader, ms since the epoch. */
  oldestAsOf(id: string): number;
  faults(): Readonly<Faults>;
  takeHappened(): Happened;
}

const board = 'front';
/** The sample newsroom's, which config/demo.yaml admits. */
const origin = 'http://127.0.0.1:8082';

/** What comes within it is one moment. */
const momentMs = 100;

/** Gateways take a burst of 50 and 500 in a second; one of the drill's three may be alone. */
const opensPerTick = 8;
const tickMs = 25;

/** Far below what a gateway takes from one address (gateway/limits.ts), also where one gateway has all. */
const readersPerAddress = 40;

export function createSwarm({ gateways, readers: size }: SwarmOptions): Swarm {
  const faults = noFaults();
  let gaps: number[] = [];
  let lost: Record<number, number> = {};
  let updatesAt: number[] = [];

  const make = (index: number): Reader => {
    // Each next socket goes to the next gateway, as behind a balancer that has noticed who left.
    let turn = index;
    const address = () => {
      const gateway = gateways[turn % gateways.length] ?? '';
      turn += 1;
      return `${gateway.replace(/^http/, 'ws')}/v1/live?board=${board}`;
    };
    return createReader({
      address,
      origin,
      localAddress: loopbackOf(Math.floor(index / readersPerAddress)),
      faults,
      onLost(code) {
        lost[code] = (lost[code] ?? 0) + 1;
      },
      onGreeted: (gapMs) => void gaps.push(gapMs),
      onUpdate() {
        const now = performance.now();
        if (now - (updatesAt.at(-1) ?? 0) > momentMs) updatesAt.push(now);
      },
    });
  };
  const readers = Array.from({ length: size }, (_, index) => make(index));
  let items: ReadonlySet<string> = new Set();
  const greeted = () => readers.filter((reader) => reader.isGreeted()).length;
  return {
    size,
    async open() {
      items = await itemsOf(`${gateways[0]}/v1/boards/${board}`);
      await openInTurn(readers);
      await until('all readers are greeted and hold a board', () =>
        readers.every((reader) => reader.isGreeted() && reader.held().size > 0),
      );
    },
    close() {
      for (const reader of readers) reader.close();
    },
    greeted,
    behind(stamps) {
      const due = [...stamps].filter(([id]) => items.has(id));
      return readers.filter((reader) => due.some(([id, stamp]) => isBehind(reader, id, stamp))).length;
    },
    oldestAsOf: (id) => Math.min(...readers.map((reader) => reader.held().get(id)?.asOf ?? 0)),
    faults: () => faults,
    takeHappened() {
      const happened = { gaps, lost, updatesAt };
      gaps = [];
      lost = {};
      updatesAt = [];
      return happened;
    },
  };
}

async function itemsOf(url: string): Promise<ReadonlySet<string>> {
  const { meta } = (await (await fetch(url)).json()) as BoardSnapshot;
  return new Set(meta.map(({ id }) => id));
}

function isBehind(reader: Reader, id: string, stamp: Stamp): boolean {
  return compareStamps(reader.held().get(id) ?? { e: 0, s: 0 }, stamp) < 0;
}

/** All of 127.0.0.0/8 is the loopback. */
function loopbackOf(group: number): string {
  return `127.0.${1 + (group >> 7)}.${1 + (group & 127)}`;
}

function openInTurn(readers: readonly Reader[]): Promise<void> {
  const waiting = [...readers];
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      for (const reader of waiting.splice(0, opensPerTick)) reader.open();
      if (waiting.length > 0) return;
      clearInterval(timer);
      resolve();
    }, tickMs);
  });
}
