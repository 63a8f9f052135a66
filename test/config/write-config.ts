/** Config files in a folder of their own, and providers small enough to see through, for the tests of the config. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { ConfigError } from '../../src/config/config-problem.ts';
import { readEnvironment, type Variables } from '../../src/config/environment.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { makeProvider } from '../support/worker-rig.ts';

/** Writes files by name and gives their folder, which is there until the test is over. */
export async function writeFiles(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'masthead-config-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  return folder;
}

const { terms } = makeProvider();

/** One for each rule about who may be asked. */
export const fakeProviders: readonly Provider[] = [
  makeProvider({ id: 'open', kinds: ['quote'] }),
  makeProvider({ id: 'sky', kinds: ['weather'], terms: { ...terms, needs: 'contact' } }),
  makeProvider({
    id: 'keyed',
    kinds: ['quote'],
    terms: { ...terms, display: 'plan', needs: 'key' },
    keyVariable: 'KEYED_API_KEY',
  }),
  makeProvider({
    id: 'strict',
    kinds: ['quote'],
    terms: { ...terms, display: 'accept', source: 'https://strict.example/terms' },
  }),
];

/** The smallest file that holds an item of each kind of source. */
export const good = `providers:
  open: {}
places:
  la-paz-bo:
    name: La Paz
    region: { en: Bolivia }
    lat: -16.4957
    lon: -68.1335
    altitude: 3640
    zone: America/La_Paz
items:
  quote:BTC-USD:
    class: crypto
    name: Bitcoin
    currency: USD
    decimals: 2
    sources: [{ provider: open, symbol: XBT }]
  weather:la-paz-bo:
    place: la-paz-bo
    sources: [{ provider: sky }]
boards:
  front:
    items: [quote:BTC-USD, weather:la-paz-bo]
sites:
  - id: example
    origins: [https://www.example.com]
    boards: [front]
`;

/** Resolves a file's text as `masthead start` would. */
export async function load(
  text: string,
  {
    variables = {},
    also = {},
    over = {},
  }: { variables?: Variables; also?: Record<string, string>; over?: object } = {},
): Promise<Config> {
  const folder = await writeFiles({ 'site.yaml': text, ...also });
  return loadConfig({
    file: path.join(folder, 'site.yaml'),
    environment: readEnvironment(variables, fakeProviders),
    providers: fakeProviders,
    over: { ...over },
  });
}

/** What `work` objects to. */
export async function problemsOf(work: Promise<unknown>): Promise<ConfigError> {
  const error = await work.then(
    () => new Error('nothing was wrong'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConfigError)) throw error;
  return error;
}
