/** What must not be in a day of failing sources: quick switches, figures of two sources in one value, seams that nobody sees. */
import { hasValue, type ValuedReading } from '../../src/protocol/reading.ts';
import { pointsOf } from '../../src/protocol/sparkline.ts';
import type { FeedItem } from '../../src/worker/plan.ts';
import { oracleOf } from '../mutations/oracles.ts';
import { type Day, dayItems, type Shown } from './day.ts';
import type { Round } from './failing-http.ts';

/** As `docs/decisions.md` promises: between two switches of an item lie five minutes at least. */
export const dwellMs = 300_000;

export interface ItemVerdict {
  readonly id: string;
  /** Values that were published. */
  readonly values: number;
  readonly switches: number;
  /** The shortest time between two switches; Infinity for fewer than two. */
  readonly shortestMs: number;
  /** By source, of the values. */
  readonly sources: Readonly<Record<string, number>>;
  readonly wrong: readonly string[];
}

/** One for each item of the day. */
export function judgeDay({ shown }: Day): readonly ItemVerdict[] {
  return dayItems.map(({ id }) => {
    const own = shown.filter(({ change }) => change.draft.id === id);
    const valued = own.flatMap(({ at, change }) => (hasValue(change.draft) ? [{ at, ...change.draft }] : []));
    const switchedAt = valued.flatMap(({ at, source }, index) => {
      const before = valued[index - 1];
      return before === undefined || before.source === source ? [] : [at];
    });
    const between = switchedAt.slice(1).map((at, index) => at - (switchedAt[index] ?? 0));
    const sources: Record<string, number> = {};
    for (const { source } of valued) sources[source] = (sources[source] ?? 0) + 1;
    return {
      id,
      values: valued.length,
      switches: switchedAt.length,
      shortestMs: Math.min(...between),
      sources,
      wrong: [...mixed(own), ...unseenSeams(own)],
    };
  });
}

/** Values that are not, as a whole, what their source has said; a price that waited for another was said a while before. */
function mixed(own: readonly Shown[]): readonly string[] {
  return own.flatMap(({ at, change: { draft }, rounds }) => {
    if (!hasValue(draft) || draft.state === 'held') return [];
    const item = itemOf(draft);
    const said = rounds.get(draft.source) ?? [];
    // Today's extremes are what was shown of the place by whomever: they are no figure of one source.
    const before = { ...draft, e: 0, s: 0 };
    const complaintBy = ({ bodies, at: now }: Round) =>
      oracleOf(draft.source)({
        item,
        reading: draft,
        series: [],
        before,
        served: bodies,
        good: bodies,
        now,
      });
    const isSaid = said.some((round) => complaintBy(round) === undefined);
    const first = said[0] && complaintBy(said[0]);
    return isSaid ? [] : [`${new Date(at).toISOString()} ${draft.source}: ${first}`];
  });
}

function itemOf({ id, source }: Pick<ValuedReading, 'id' | 'source'>): FeedItem {
  const planned = dayItems.find((item) => item.id === id);
  const rank = planned?.sources.findIndex(({ provider }) => provider === source) ?? 0;
  return {
    id,
    cls: planned?.cls ?? 'crypto',
    symbol: planned?.sources[rank]?.symbol ?? '',
    tier: 'primary',
    rank,
    ...(planned?.place && { place: planned.place }),
  };
}

/** Neighbours in a line that are of two sources, without a cut between them. */
function unseenSeams(own: readonly Shown[]): readonly string[] {
  const sourceAt = new Map<number, string>();
  const wrong: string[] = [];
  for (const { at, change } of own) {
    if (change.spark === undefined || !hasValue(change.draft)) continue;
    const points = pointsOf(change.spark);
    // A fixing's line comes whole with it; every other one grows.
    const isWhole = change.draft.value.kind === 'quote' && change.draft.value.basis === 'prevFixing';
    for (const { t } of points) if (isWhole || !sourceAt.has(t)) sourceAt.set(t, change.draft.source);
    for (const [index, { t, isCut }] of points.entries()) {
      const [a, b] = [sourceAt.get(points[index - 1]?.t ?? t), sourceAt.get(t)];
      if (a !== b && !isCut)
        wrong.push(`${new Date(at).toISOString()}: ${a} goes over into ${b} without a cut`);
    }
  }
  return wrong;
}
