/** Where readings are kept, from the environment's words: in memory, or in Redis alone, behind Sentinel or in a Cluster. */
import type { ConfigProblem } from './config-problem.ts';

/** As whom the data servers are talked to. */
export interface RedisLogin {
  readonly tls: boolean;
  readonly username?: string;
  readonly password?: string;
  readonly database: number;
}

export interface RedisServerName {
  readonly host: string;
  readonly port: number;
}

export type StorePlace =
  | { readonly kind: 'memory' }
  | { readonly kind: 'single'; readonly at: RedisLogin & RedisServerName }
  | {
      readonly kind: 'sentinel';
      readonly nodes: readonly RedisServerName[];
      readonly name: string;
      readonly as: RedisLogin;
      readonly sentinelPassword?: string;
    }
  | { readonly kind: 'cluster'; readonly nodes: readonly RedisServerName[]; readonly as: RedisLogin };

export const storeVariables = [
  'REDIS_URL',
  'REDIS_SENTINELS',
  'REDIS_SENTINEL_PASSWORD',
  'REDIS_CLUSTER',
] as const;

export type StoreVariables = Readonly<Partial<Record<(typeof storeVariables)[number], string | undefined>>>;

const defaultPort = { redis: 6_379, sentinel: 26_379 };
const defaultMaster = 'mymaster';

/** Adds to `problems` what is wrong, never with what was received: these hold passwords. */
export function storePlaceOf(given: StoreVariables, problems: ConfigProblem[]): StorePlace {
  const { REDIS_URL: url, REDIS_SENTINELS: sentinels, REDIS_CLUSTER: cluster } = given;
  const refuse = (path: string, rule: string): StorePlace => {
    problems.push({ path, rule });
    return { kind: 'memory' };
  };
  const named = [url, sentinels, cluster].filter((text) => text !== undefined);
  if (named.length > 1) {
    return refuse('REDIS_URL', 'only one of REDIS_URL, REDIS_SENTINELS and REDIS_CLUSTER may be set');
  }
  if (url !== undefined) {
    const read = addressesOf(url, defaultPort.redis);
    const [at] = read?.nodes ?? [];
    if (read === undefined || at === undefined || read.nodes.length > 1 || !isDatabase(read.path)) {
      return refuse('REDIS_URL', 'must be such as redis://user:password@host:6379/0, or rediss:// for TLS');
    }
    return { kind: 'single', at: { ...read.as, ...at, database: Number(read.path) } };
  }
  if (sentinels !== undefined) {
    const read = addressesOf(sentinels, defaultPort.sentinel);
    if (read === undefined) {
      return refuse('REDIS_SENTINELS', 'must be such as host:26379,host:26379/mymaster');
    }
    const password = given.REDIS_SENTINEL_PASSWORD;
    return {
      kind: 'sentinel',
      nodes: read.nodes,
      name: read.path || defaultMaster,
      as: read.as,
      ...(password === undefined ? {} : { sentinelPassword: password }),
    };
  }
  if (cluster === undefined) return { kind: 'memory' };
  const read = addressesOf(cluster, defaultPort.redis);
  if (read === undefined || read.path !== '') {
    return refuse('REDIS_CLUSTER', 'must be such as host:6379,host:6379');
  }
  return { kind: 'cluster', nodes: read.nodes, as: read.as };
}

/** The passwords in it, for whoever must not print them. */
export function storeSecrets(place: StorePlace): readonly string[] {
  if (place.kind === 'memory') return [];
  const login = place.kind === 'single' ? place.at : place.as;
  const own = place.kind === 'sentinel' ? place.sentinelPassword : undefined;
  return [login.password, own].flatMap((secret) => secret ?? []);
}

interface Addresses {
  readonly nodes: readonly RedisServerName[];
  readonly as: RedisLogin;
  readonly path: string;
}

const addresses = /^(?:(rediss?):\/\/)?(?:([^:@/]*)(?::([^@/]*))?@)?([^@/?#]+)(?:\/([\w.-]*))?$/;

/** `[redis[s]://][user[:password]@]host[:port][,host[:port]…][/path]`, user and password percent-encoded. */
function addressesOf(text: string, otherwise: number): Addresses | undefined {
  const [, scheme = 'redis', user = '', password, hosts = '', path = ''] = addresses.exec(text) ?? [];
  const nodes = hosts.split(',').map((host) => nodeOf(host, otherwise));
  const login = [user, password ?? ''].map(decoded);
  if (hosts === '' || nodes.includes(undefined) || login.includes(undefined)) return undefined;
  return {
    nodes: nodes.flatMap((node) => node ?? []),
    path,
    as: {
      tls: scheme === 'rediss',
      database: 0,
      ...(login[0] ? { username: login[0] } : {}),
      ...(password === undefined ? {} : { password: login[1] ?? '' }),
    },
  };
}

/** `host`, `host:port` or `[::1]:port`. */
function nodeOf(text: string, otherwise: number): RedisServerName | undefined {
  const [, six, name, digits = String(otherwise)] =
    /^(?:\[([0-9a-f:]+)\]|([\w.-]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const host = six ?? name;
  const port = Number(digits);
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function isDatabase(path: string): boolean {
  return /^\d{0,3}$/.test(path);
}
