/** Runs one row on a fleet, and holds every row to what holds for all: nothing older, nothing twice, nobody without the final value. */
import { type Finals, lookForFinals } from './finals.ts';
import type { Fleet } from './fleet.ts';
import type { Faults } from './frame-check.ts';
import { heal } from './heal.ts';
import { brokenBy, type Outcome, type Row, type Size } from './row.ts';

export interface Result extends Outcome {
  readonly number: number;
  readonly fault: string;
  readonly asked: string;
  readonly tookMs: number;
}

export async function runRow(row: Row, fleet: Fleet, size: Size): Promise<Result> {
  const { number, fault, asked } = row;
  const startedAt = performance.now();
  const before = { ...fleet.swarm.faults(), examples: fleet.swarm.faults().examples.length };
  const backwardBefore = fleet.channel.backward();
  const outcome = await row.run(fleet, size).catch(async (error: unknown) => {
    await heal(fleet).catch(() => {});
    return failure(error);
  });
  if (isNotRun(outcome)) return { number, fault, asked, ...outcome, tookMs: performance.now() - startedAt };
  const finals = await lookForFinals(fleet, size.endsPublishing).catch(() => nobodyKnows);
  const after = fleet.swarm.faults();
  const common = {
    olderOnSocket: after.olderOnSocket - before.olderOnSocket,
    olderAfterReconnect: after.olderAfterReconnect - before.olderAfterReconnect,
    repeats: after.repeats - before.repeats,
    backwardInRedis: fleet.channel.backward() - backwardBefore,
    ...finals,
  };
  const examples = after.examples.slice(before.examples);
  return {
    number,
    fault,
    asked,
    ...outcome,
    measured: `${outcome.measured}; ${inWords(common)}`,
    broken: [...outcome.broken, ...brokenBy(claimsOf(common)), ...examples],
    figures: { ...outcome.figures, ...common },
    tookMs: performance.now() - startedAt,
  };
}

/** True of a row of which no part was run. */
export function isNotRun({ notRun, figures }: Outcome): boolean {
  return notRun !== undefined && Object.keys(figures).length === 0;
}

type Common = Omit<Faults, 'examples'> & Finals & { readonly backwardInRedis: number };

function claimsOf({
  olderOnSocket,
  olderAfterReconnect,
  repeats,
  backwardInRedis,
  readersBehind,
  gatewaysBehind,
}: Common): Readonly<Record<string, boolean>> {
  return {
    'nothing older than before, on one socket or after a reconnect':
      olderOnSocket + olderAfterReconnect + backwardInRedis === 0,
    'nothing twice': repeats === 0,
    'every reader has the final value after 5 s': readersBehind + gatewaysBehind === 0,
  };
}

function inWords({ olderOnSocket, olderAfterReconnect, repeats, readersBehind }: Common): string {
  return `${olderOnSocket} older on a socket, ${olderAfterReconnect} after a reconnect, ${repeats} repeated, ${readersBehind} readers without the final value`;
}

/** Redis or a gateway cannot even be asked. */
const nobodyKnows: Finals = { readersBehind: Number.NaN, gatewaysBehind: Number.NaN };

/** A row that throws fails, and the next ones go on. */
function failure(error: unknown): Outcome {
  const words = error instanceof Error ? error.message : String(error);
  return { measured: 'not to its end', broken: [words], figures: {} };
}
