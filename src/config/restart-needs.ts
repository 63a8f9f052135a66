/** Pure: which settings differ between two configs that a running process cannot change. */
import type { Config } from './config.ts';
import type { Environment } from './environment.ts';

const fixed: Readonly<Record<string, keyof Environment>> = {
  HOST: 'host',
  PORT: 'port',
  OPS_HOST: 'opsHost',
  OPS_PORT: 'opsPort',
  MASTHEAD_BASE_PATH: 'basePath',
  MASTHEAD_BUILDS_DIR: 'buildsFolder',
  LOG_LEVEL: 'logLevel',
  MASTHEAD_ROLE: 'role',
  REDIS_URL: 'store',
  REDIS_NAMESPACE: 'redisNamespace',
  MASTHEAD_OPERATOR_TOKEN: 'operatorToken',
  MASTHEAD_AUDIT_FILE: 'auditFile',
  MASTHEAD_DATA_DIR: 'dataFolder',
  MASTHEAD_DATA_DAYS: 'dataDays',
  MASTHEAD_DATA_MAX_MB: 'dataMaxMb',
};

/** By the names under which the operator knows them: variables, and `demo` of the file. */
export function needingRestart(running: Config, wanted: Config): readonly string[] {
  const variables = Object.entries(fixed)
    .filter(([, key]) => !isSame(running.environment[key], wanted.environment[key]))
    .map(([name]) => name);
  return running.demo === wanted.demo ? variables : [...variables, 'demo'];
}

/** Both were read by one function: equal text is equal data. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
