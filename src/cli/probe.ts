/** `masthead probe <provider>`: one live call to a provider, and what would become of its answer. */
import path from 'node:path';
import type { Config } from '../config/config.ts';
import { withoutCredentials } from '../config/config-problem.ts';
import { readEnvironment } from '../config/environment.ts';
import { loadConfig } from '../config/load.ts';
import { didYouMean } from '../config/nearest.ts';
import type { ProviderSettings } from '../config/provider-settings.ts';
import type { Delay } from '../protocol/reading.ts';
import { providers } from '../providers/index.ts';
import type { Answer } from '../providers/provider.ts';
import { systemClock } from '../system/clock.ts';
import { createHttpClient } from '../system/http-client.ts';
import { version } from '../system/project.ts';
import { UpstreamError } from '../system/upstream-error.ts';
import { providerContext } from '../worker/provider-context.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';
import { configFile } from './config-location.ts';
import { readOptions } from './options.ts';
import { type ProbeAsk, probeAsks } from './probe-asks.ts';
import { exchangeLines, itemLines, probedItems } from './probe-report.ts';
import { saveExchanges } from './probe-save.ts';
import { type Paint, painter } from './table.ts';
import { type TracedHttp, traceHttp } from './traced-http.ts';

export const probe: Command = {
  name: 'probe',
  summary: 'ask one provider once and show what would become of its answer',
  help: `Usage: masthead probe <provider> [symbols…] [--config <file>] [--save <folder>]

Asks a provider as the worker would, at the address and with the key that the config and the environment give it, and
prints each request (the key as ***), what HTTP said, the values read from it, and whether each would be shown: the
name of the rule that refuses it, if any. A place's provider takes the names of places in the config. Without symbols it
asks for the config's own items, as many as fit into one request. Nothing is stored or served.

A provider that is off is not asked; masthead check says why it is.

Options:
  --config <file>        the config (default: MASTHEAD_CONFIG, else config/default.yaml)
  --save <folder>        keep each body there, and beside it its URL and date, without the key

Exit codes: 0 at least one value is usable, 1 none is, 2 wrong usage or config.`,
  async run(context) {
    const { values, positionals } = readOptions('probe', context.args, { config: 'value', save: 'value' });
    const [id, ...names] = positionals;
    if (id === undefined) throw new UsageError(`probe takes a provider: ${idsOf().join(', ')}`);
    const given = values.get('config');
    const file = given === undefined ? configFile(context.variables) : path.resolve(given);
    const environment = readEnvironment(context.variables, providers);
    const config = await loadConfig({ file, environment, providers });
    const settings = settingsOf(id, config);
    return run(
      { config, settings, asks: probeAsks(config, settings.provider, names), folder: values.get('save') },
      context,
    );
  },
};

interface Probe {
  readonly config: Config;
  readonly settings: ProviderSettings;
  readonly asks: readonly ProbeAsk[];
  readonly folder: string | undefined;
}

async function run(
  { config, settings, asks, folder }: Probe,
  { print, terminal }: CommandContext,
): Promise<number> {
  const { provider, key } = settings;
  const paint = painter(terminal === 'colour');
  const baseUrl = withoutCredentials(settings.baseUrl);
  const client = createHttpClient({
    baseUrl: settings.baseUrl,
    userAgent: userAgent(config),
    privateHosts: config.privateHosts,
    clock: systemClock,
  });
  const http = traceHttp(client, systemClock, key);
  print(`${provider.id} at ${baseUrl}`);
  try {
    const answers = await ask(settings, asks, http);
    for (const line of exchangeLines(http.exchanges(), paint)) print(line);
    return judged(answers, { asks, usualDelay: provider.delay, now: systemClock.now() }, paint, print);
  } finally {
    client.close();
    if (folder !== undefined) {
      for (const saved of await saveExchanges(http.exchanges(), {
        folder,
        name: provider.id,
        baseUrl,
        key,
      })) {
        print(`saved ${saved}`);
      }
    }
  }
}

function judged(
  answers: readonly Answer[] | UpstreamError,
  { asks, ...by }: { readonly asks: readonly ProbeAsk[]; readonly usualDelay: Delay; readonly now: number },
  paint: Paint,
  print: (line: string) => void,
): number {
  if (answers instanceof UpstreamError) {
    print(paint(`refused as a whole, ${answers.kind}: ${answers.message}`, 'bad'));
    return 1;
  }
  const items = probedItems(asks, answers, by);
  for (const line of itemLines(items, paint)) print(line);
  return items.some(({ usable }) => usable) ? 0 : 1;
}

async function ask(
  { provider, key }: ProviderSettings,
  asks: readonly ProbeAsk[],
  http: TracedHttp,
): Promise<readonly Answer[] | UpstreamError> {
  try {
    return await provider.fetch(asks, providerContext(http, systemClock.now(), key));
  } catch (error) {
    if (error instanceof UpstreamError) return error;
    throw error;
  }
}

function settingsOf(id: string, { providers: on, off }: Config): ProviderSettings {
  const settings = on.get(id);
  if (settings !== undefined) return settings;
  const reason = off[id];
  if (reason !== undefined) throw new UsageError(`${id} is off: ${reason}`);
  throw new UsageError(`there is no provider ${id}${didYouMean(id, idsOf())}`);
}

function idsOf(): string[] {
  return providers.map(({ id }) => id);
}

function userAgent({ environment: { contact } }: Config): string {
  return `Masthead/${version}${contact === undefined ? '' : ` (+${contact})`}`;
}
