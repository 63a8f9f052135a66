/** From a file's path and the environment to a whole, checked config. */
import path from 'node:path';
import type { Provider } from '../providers/provider.ts';
import { projectPath } from '../system/project.ts';
import { type Calendars, loadCalendars } from './calendars.ts';
import { type Config, resolveConfig } from './config.ts';
import { readConfigFile } from './config-file.ts';
import { ConfigError, withoutSecrets } from './config-problem.ts';
import type { Environment } from './environment.ts';
import { storeSecrets } from './store-place.ts';

export interface LoadOptions {
  readonly file: string;
  readonly environment: Environment;
  readonly providers: readonly Provider[];
  /** Settings that go over those of the file, in its own shape. */
  readonly over?: Readonly<Record<string, unknown>>;
}

/** Throws a ConfigError with everything that is wrong, and none of the environment's keys in it. */
export async function loadConfig({ file, environment, providers, over = {} }: LoadOptions): Promise<Config> {
  try {
    const [content, calendars] = await both(file, readConfigFile(file, over), calendarsFor(file));
    return resolveConfig(file, content, environment, providers, calendars);
  } catch (error) {
    throw error instanceof ConfigError ? withoutSecrets(error, secretsOf(environment)) : error;
  }
}

/** The calendars that the project ships. Throws a ConfigError. */
export function shippedCalendars(): Promise<Calendars> {
  return loadCalendars(projectPath('config', 'calendars'));
}

/** Those, with the ones of a folder `calendars` beside the config file in place of, or beside, its namesakes. */
async function calendarsFor(file: string): Promise<Calendars> {
  const [shipped, own] = [projectPath('config', 'calendars'), path.join(path.dirname(file), 'calendars')];
  const known = await loadCalendars(shipped);
  if (path.resolve(own) === shipped) return known;
  return new Map([...known, ...(await loadCalendars(own).catch(noneIfMissing))]);
}

function noneIfMissing(error: unknown): Calendars {
  const isMissing =
    error instanceof ConfigError &&
    error.problems.some(({ path: at, received }) => at === 'folder' && received === 'ENOENT');
  if (isMissing) return new Map();
  throw error;
}

/** What is wrong with either is told at once. */
async function both<A, B>(file: string, first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  const settled = await Promise.allSettled([first, second]);
  const errors = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
  const [only] = errors;
  if (errors.length === 1) throw only;
  const problems = errors.flatMap((error) => {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  });
  if (problems.length > 0) throw new ConfigError(file, problems);
  return Promise.all([first, second]);
}

function secretsOf({ keys, store }: Environment): readonly string[] {
  return [...keys.values(), ...storeSecrets(store)];
}
