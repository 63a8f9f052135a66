/** From a file's path and the environment to a whole, checked config. */
import type { Provider } from '../providers/provider.ts';
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
    return resolveConfig(file, await readConfigFile(file, over), environment, providers);
  } catch (error) {
    throw error instanceof ConfigError ? withoutSecrets(error, secretsOf(environment)) : error;
  }
}

function secretsOf({ keys, store }: Environment): readonly string[] {
  return [...keys.values(), ...storeSecrets(store)];
}
