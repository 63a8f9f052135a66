/** The drill in short: the same rows as `npm run drill`, on one small fleet of real processes, side by side where they bear it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Fleet, startFleet } from '../../bench/drill/fleet.ts';
import type { Row } from '../../bench/drill/row.ts';
import { darkLine } from '../../bench/drill/row-dark-line.ts';
import { dataLoss } from '../../bench/drill/row-data-loss.ts';
import { gatewayKilled } from '../../bench/drill/row-gateway-killed.ts';
import { killLeader } from '../../bench/drill/row-kill-leader.ts';
import { leaderLeaves } from '../../bench/drill/row-leader-leaves.ts';
import { lostMessages } from '../../bench/drill/row-lost-messages.ts';
import { pausedLeader } from '../../bench/drill/row-paused-leader.ts';
import { redisRefuses } from '../../bench/drill/row-redis-refuses.ts';
import { rollingRestart } from '../../bench/drill/row-rolling-restart.ts';
import { shortSize } from '../../bench/drill/rows.ts';
import { runRow } from '../../bench/drill/run.ts';

const withinMs = 90_000;

describe('a fleet whose parts fail', () => {
  let fleet: Fleet | undefined;
  // One for each try: a gateway that was restarted once has no readers left who could move.
  beforeEach(async () => {
    fleet = await startFleet(shortSize.readers);
  }, withinMs);
  afterEach(() => fleet?.stop());

  /** What was broken, by fault; empty where every promise was kept. */
  async function brokenIn(rows: readonly Row[]): Promise<Record<string, readonly string[]>> {
    if (fleet === undefined) throw new Error('the fleet has not started');
    const broken: Record<string, readonly string[]> = {};
    for (const row of rows) {
      const result = await runRow(row, fleet, shortSize);
      if (result.broken.length > 0) broken[row.fault] = [...result.broken, result.measured];
    }
    return broken;
  }

  it('serves every reader in order while leaders and gateways are killed, paused and stopped', {
    timeout: withinMs,
  }, async () => {
    const broken = await Promise.all([
      brokenIn([leaderLeaves, killLeader, pausedLeader]),
      brokenIn([gatewayKilled, rollingRestart, lostMessages]),
    ]);
    expect(broken).toEqual([{}, {}]);
  });

  it('serves every reader in order when Redis forgets, falls silent or refuses', {
    timeout: withinMs,
  }, async () => {
    expect(await brokenIn([dataLoss, darkLine, redisRefuses])).toEqual({});
  });
});
