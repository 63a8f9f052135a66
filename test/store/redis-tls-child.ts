/** A process of its own, for Node reads NODE_EXTRA_CA_CERTS once: says as JSON what comes of a store at REDIS_URL. */
import { storePlaceOf } from '../../src/config/store-place.ts';
import { nextNamespace, redisStore } from './redis-rig.ts';

const place = storePlaceOf({ REDIS_URL: process.env.REDIS_URL }, []);
if (place.kind === 'memory') throw new Error('REDIS_URL is missing or wrong');
const store = redisStore(place, nextNamespace());
await store.start();
const acquired = await store.acquire({ owner: 'a', ttlMs: 3_000, seen: { e: 0, s: 0 }, manner: 'now' }).then(
  ({ kind }) => kind,
  (error: unknown) => String(error),
);
const { up, error } = store.health();
await store.close();
process.stdout.write(JSON.stringify({ acquired, up, error }));
