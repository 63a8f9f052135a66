/** Lighthouse's results as figures: scores against 100, and one page against another. */
import type { Result } from 'lighthouse';
import { type Figure, median } from '../page/figure.ts';

/** One load of a page. */
export interface Load {
  /** Lighthouse's score, 0 to 100. */
  readonly performance: number;
  /** As Lighthouse simulates it for a slow phone: whatever came before the paint counts as what it waited for. */
  readonly lcpMs: number;
  /** As it was seen in the load that the simulation goes by. */
  readonly seenLcpMs: number;
}

/** Points below 100, with what cost them. */
export function scoreOf({ categories, audits }: Result, name: string): Figure {
  const category = categories[name];
  const failed = category?.auditRefs
    .map(({ id }) => audits[id])
    .filter((audit) => audit !== undefined && audit.score !== null && audit.score < 1)
    .map((audit) => audit?.id);
  const score = (category?.score ?? Number.NaN) * 100;
  const note = `score ${score}${failed?.length ? `: ${failed.join(', ')}` : ''}`;
  return { what: `Lighthouse ${name}, points below 100`, measured: 100 - score, unit: '', budget: 0, note };
}

/** Fewer loads say nothing about noise. */
const enoughLoads = 10;
/** Even where a machine is quieter than that: a point, and the time of three frames. */
const leastNoise = { points: 1, ms: 50 };

/** What the strip costs in the median, with the page's own spread without it as the budget. */
export function costOf(withStrip: readonly Load[], without: readonly Load[]): Figure[] {
  const points = [withStrip, without].map((loads) => loads.map(({ performance }) => performance));
  const lcps = [withStrip, without].map((loads) => loads.map(({ lcpMs }) => lcpMs));
  const seen = [withStrip, without].map((loads) => loads.map(({ seenLcpMs }) => seenLcpMs));
  const time = { unit: 'ms', least: leastNoise.ms } as const;
  return [
    costFigure('performance points lost', points, -1, { unit: '', least: leastNoise.points }),
    costFigure('LCP later by', lcps, 1, time),
    costFigure('LCP as seen later by', seen, 1, time),
  ];
}

function costFigure(
  what: string,
  [withStrip = [], without = []]: readonly (readonly number[])[],
  sign: 1 | -1,
  { unit, least }: { readonly unit: Figure['unit']; readonly least: number },
): Figure {
  const [has, bare] = [median(withStrip), median(without)];
  const noise = Math.max(least, spread(without));
  return {
    what: `Lighthouse, ${what}`,
    measured: Math.max(0, sign * (has - bare)),
    unit,
    ...(without.length >= enoughLoads && { budget: noise }),
    note: `${has.toFixed(0)} with, ${bare.toFixed(0)} without, ${without.length} loads each, noise ${noise.toFixed(1)}`,
  };
}

/** Between the tenth and the ninetieth of a hundred. */
function spread(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round((sorted.length - 1) * share)] ?? 0;
  return at(0.9) - at(0.1);
}
