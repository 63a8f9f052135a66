import { afterAll, beforeAll } from 'vitest';
import { storeContract } from '../contracts/store.ts';
import { type RedisServer, startRedis } from '../support/redis/server.ts';
import { redisRig, single } from './redis-rig.ts';

let server: RedisServer;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.stop());

storeContract('Redis', () => redisRig(single(server.port), server.command));
