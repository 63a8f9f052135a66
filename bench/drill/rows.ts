/** The drill's rows in the order in which they run, and how much of each. */
import { pollEveryMs } from './polls.ts';
import type { Row, Size } from './row.ts';
import { darkLine } from './row-dark-line.ts';
import { dataLoss } from './row-data-loss.ts';
import { failover } from './row-failover.ts';
import { gatewayKilled } from './row-gateway-killed.ts';
import { killLeader } from './row-kill-leader.ts';
import { leaderLeaves } from './row-leader-leaves.ts';
import { lostMessages } from './row-lost-messages.ts';
import { pausedLeader } from './row-paused-leader.ts';
import { redisAway } from './row-redis-away.ts';
import { redisRefuses } from './row-redis-refuses.ts';
import { rollingRestart } from './row-rolling-restart.ts';
import { slowRedis } from './row-slow-redis.ts';
import { versionBefore } from './row-version-before.ts';

export const rows: readonly Row[] = [
  killLeader,
  pausedLeader,
  leaderLeaves,
  redisAway,
  dataLoss,
  lostMessages,
  darkLine,
  failover,
  gatewayKilled,
  rollingRestart,
  slowRedis,
  redisRefuses,
  versionBefore,
];

export const longSize: Size = {
  readers: 2_000,
  kills: 20,
  outageMs: 120_000,
  badLineMs: 30_000,
  watchMs: 2 * pollEveryMs,
  pauses: 2,
  ways: 5,
  restarts: 3,
  endsPublishing: true,
};

export const shortSize: Size = {
  readers: 60,
  kills: 2,
  outageMs: 10_000,
  badLineMs: 5_000,
  watchMs: 1_000,
  pauses: 1,
  ways: 2,
  restarts: 1,
  endsPublishing: false,
};
