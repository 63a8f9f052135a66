/**
 * What the strip costs a page, in real Chromium against the whole service: one line for each budget, exit code 1 where one
 * fails. Run with `npm run page`, or with `-- --only heap,update` or `-- --short` (under 90 s); about 10 minutes.
 */
import { parseArgs } from 'node:util';
import { type Figure, isFailing, isNearly, isOver, lineOf } from './page/figure.ts';
import { type Rig, type Row, startRig } from './page/rig.ts';
import { rows } from './page/rows.ts';

const { values } = parseArgs({ options: { only: { type: 'string' }, short: { type: 'boolean' } } });
const only = values.only?.split(',');
const chosen = rows.filter(({ name }) => only?.includes(name) ?? true);

const rig = await startRig(values.short ?? false);
try {
  // In short, what waits begins at once and is waited for in the end.
  const waiting = chosen.filter(({ isWaiting }) => rig.isShort && isWaiting);
  const begun = new Map(waiting.map((row) => [row, judged(row, rig)]));
  for (const row of [...chosen.filter((row) => !begun.has(row)), ...waiting]) {
    const figures = await (begun.get(row) ?? judged(row, rig));
    for (const figure of figures) console.log(lineOf(figure));
    if (figures.some(isFailing)) process.exitCode = 1;
  }
} finally {
  await rig.stop();
}

/** A time that is a little over, or fails, is taken once more, and the better of both counts: machines are shared. */
async function judged(row: Row, rig: Rig): Promise<readonly Figure[]> {
  const first = await row.measure(rig);
  const over = first.filter(isOver);
  const mayBeNoise = over.length > 0 && (over.every(isNearly) || over.some(isFailing));
  if (!row.isTimed || !mayBeNoise) return first;
  const second = await row.measure(rig);
  return first.map((figure, index) => {
    const again = second[index];
    return again !== undefined && again.measured < figure.measured && isOver(figure) ? again : figure;
  });
}
