/** What the environment decides: addresses, contact and secrets. Every variable may also be given as `*_FILE`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Provider } from '../providers/provider.ts';
import type { LogLevel } from '../system/log.ts';
import { ConfigError, type ConfigProblem, shown } from './config-problem.ts';
import { type StorePlace, storePlaceOf, storeVariables } from './store-place.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/** What a process does: all of it, only poll and write, or only serve readers. */
export const roles = ['all', 'worker', 'gateway'] as const;
export type Role = (typeof roles)[number];

export interface Environment {
  readonly role: Role;
  readonly host: string;
  readonly port: number;
  readonly opsHost: string;
  readonly opsPort: number;
  /** Empty, or a path such as `/live` that stands before `/v1` in public addresses; a proxy may keep or strip it. */
  readonly basePath: string;
  /** Holds builds of the strip of earlier versions, a folder each, which pages out there still ask for. */
  readonly buildsFolder: string | undefined;
  /** Whom MET Norway may write to: an address or a page. */
  readonly contact: string | undefined;
  readonly logLevel: LogLevel;
  readonly store: StorePlace;
  /** Keeps several installations in one Redis apart. */
  readonly redisNamespace: string;
  /** What an order over the ops port must show; without one none is taken there. */
  readonly operatorToken: string | undefined;
  /** Where workers note each operator's order; relative to the working directory. */
  readonly auditFile: string;
  /** Where workers record what is shown; without one nothing is. */
  readonly dataFolder: string | undefined;
  /** For how long that is kept. */
  readonly dataDays: number;
  /** How large it may become, MiB. */
  readonly dataMaxMb: number;
  /** Provider id → its key. */
  readonly keys: ReadonlyMap<string, string>;
}

const port = z
  .string()
  .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, 'must be a port from 0 to 65535')
  .transform(Number);

const wholeNumber = (max: number) =>
  z
    .string()
    .refine(
      (text) => /^[1-9]\d{0,6}$/.test(text) && Number(text) <= max,
      `must be a whole number from 1 to ${max}`,
    )
    .transform(Number);

const schema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(8080),
  OPS_HOST: z.string().default('127.0.0.1'),
  OPS_PORT: port.default(8081),
  MASTHEAD_BASE_PATH: z
    .string()
    .regex(
      // No browser asks for a segment of dots, and behind /v1 nobody could tell a kept path from a stripped one.
      /^(?!\/v1(?:\/|$))(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]{1,64}){0,8}$/,
      'must be empty or a path such as /live, without a slash at its end, and not begin with /v1',
    )
    .default(''),
  MASTHEAD_BUILDS_DIR: z.string().max(1_000).optional(),
  MASTHEAD_CONTACT: z
    .string()
    .regex(/^[\x21-\x7E]{3,120}$/, 'must be an e-mail address or a web page, in one word')
    .optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  MASTHEAD_ROLE: z.enum(roles).default('all'),
  REDIS_NAMESPACE: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case letters and digits joined by hyphens')
    .max(40)
    .default('masthead'),
  MASTHEAD_DATA_DIR: z.string().max(1_000).optional(),
  MASTHEAD_DATA_DAYS: wholeNumber(366).default(7),
  MASTHEAD_DATA_MAX_MB: wholeNumber(1_000_000).default(1_024),
  MASTHEAD_AUDIT_FILE: z.string().max(1_000).default('data/audit.jsonl'),
});

const operatorToken = 'MASTHEAD_OPERATOR_TOKEN';

/** Throws a ConfigError that lists every variable that is wrong, without the value of a key. */
export function readEnvironment(variables: Variables, providers: readonly Provider[]): Environment {
  const keyNames = providers.flatMap(({ keyVariable }) => keyVariable ?? []);
  const problems: ConfigProblem[] = [];
  const given = withFiles(
    variables,
    [...Object.keys(schema.shape), ...storeVariables, operatorToken, ...keyNames],
    problems,
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) {
      problems.push({ path: path.join('.'), rule: message, received: shown(given[String(path[0])]) });
    }
  }
  // Beside the schema, whose problems show what was received.
  const token = given[operatorToken];
  if (token !== undefined && !/^[\x21-\x7E]{16,512}$/.test(token)) {
    problems.push({ path: operatorToken, rule: 'must be 16 to 512 printable characters without a space' });
  }
  const store = storePlaceOf(given, problems);
  if (parsed.success && parsed.data.MASTHEAD_ROLE !== 'all' && !hasFleetStore(store, problems)) {
    problems.push({
      path: 'MASTHEAD_ROLE',
      rule: 'a worker or a gateway alone needs Redis between them: set REDIS_URL, REDIS_SENTINELS or REDIS_CLUSTER',
      received: shown(parsed.data.MASTHEAD_ROLE),
    });
  }
  if (problems.length > 0 || !parsed.success) throw new ConfigError('environment', problems);
  const { data } = parsed;
  return {
    role: data.MASTHEAD_ROLE,
    host: data.HOST,
    port: data.PORT,
    opsHost: data.OPS_HOST,
    opsPort: data.OPS_PORT,
    basePath: data.MASTHEAD_BASE_PATH,
    buildsFolder: data.MASTHEAD_BUILDS_DIR,
    contact: data.MASTHEAD_CONTACT,
    logLevel: data.LOG_LEVEL,
    store,
    redisNamespace: data.REDIS_NAMESPACE,
    operatorToken: token,
    auditFile: data.MASTHEAD_AUDIT_FILE,
    dataFolder: data.MASTHEAD_DATA_DIR,
    dataDays: data.MASTHEAD_DATA_DAYS,
    dataMaxMb: data.MASTHEAD_DATA_MAX_MB,
    keys: new Map(
      providers.flatMap(({ id, keyVariable }) => {
        const key = keyVariable === undefined ? undefined : given[keyVariable];
        return key === undefined ? [] : [[id, key]];
      }),
    ),
  };
}

/** A store that is named wrongly has been complained of already. */
function hasFleetStore(store: StorePlace, problems: readonly ConfigProblem[]): boolean {
  return store.kind !== 'memory' || problems.some(({ path }) => path.startsWith('REDIS_'));
}

/** An empty variable counts as absent, as in most shells' `VAR= command`. */
function withFiles(
  variables: Variables,
  names: readonly string[],
  problems: ConfigProblem[],
): Record<string, string | undefined> {
  const given: Record<string, string | undefined> = {};
  for (const name of names) {
    const file = variables[`${name}_FILE`];
    given[name] = variables[name] || undefined;
    if (given[name] !== undefined || !file) continue;
    try {
      given[name] = readFileSync(file, 'utf8').trim() || undefined;
    } catch (error) {
      problems.push({
        path: `${name}_FILE`,
        rule: 'must name a readable file',
        received: String((error as NodeJS.ErrnoException).code),
      });
    }
  }
  return given;
}
