/** The store of one process, as its environment names it, among the services that start and stop. */
import type { Environment, Role } from './config/environment.ts';
import { createMemoryStore } from './store/memory.ts';
import { createRedisStore } from './store/redis.ts';
import type { Store } from './store/store.ts';
import type { Service } from './system/service.ts';
import type { System } from './system/system.ts';

export function createAppStore(
  { store: place, redisNamespace: namespace }: Environment,
  { clock, random, log, metrics }: System,
): Store {
  if (place.kind === 'memory') return createMemoryStore({ clock });
  return createRedisStore({ place, namespace, clock, random, log, metrics });
}

/** Before whoever uses it, and after. */
export function storeService(store: Store): Service {
  return { name: 'store', start: store.start, stop: store.close };
}

/**
 * Why a process of this role cannot serve yet; undefined ever after it could. A worker need not lead to be ready, and
 * nobody stops being ready because the store is away: all would, together.
 */
export function createUnready(
  role: Role,
  hasState: () => boolean,
  health: Store['health'],
): () => string | undefined {
  let wasUp = false;
  return () => {
    const { up, error } = health();
    wasUp ||= up;
    if (role === 'worker' ? wasUp : hasState()) return undefined;
    if (!up) return `no state is held yet: ${error ?? 'the store is away'}`;
    return 'no state is held yet: nothing has ever been written; is a worker running?';
  };
}
