/** `masthead check [file]`: what a config resolves to with the environment at hand, without asking anybody. */
import path from 'node:path';
import { ConfigError } from '../config/config-problem.ts';
import { readEnvironment } from '../config/environment.ts';
import { loadConfig } from '../config/load.ts';
import { providers } from '../providers/index.ts';
import { systemClock } from '../system/clock.ts';
import { checkReport } from './check-report.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';
import { configFile } from './config-location.ts';
import { summaryOf } from './config-summary.ts';
import { readOptions } from './options.ts';
import { painter } from './table.ts';

export const check: Command = {
  name: 'check',
  summary: 'show what a config resolves to, or everything that is wrong with it',
  help: `Usage: masthead check [file] [--json]

Reads a config as start would (default: MASTHEAD_CONFIG, else config/default.yaml), with the keys and the contact of the
environment, and prints its items and who can serve them, its boards and sites, which providers are on or off and
why, how many requests a day they cost, and the credits that readers will see. Asks nobody, and prints no key.

The requests are an estimate from above for a day without failures: polls by \`every\`, cron or the provider's own
cadence, times the items where the provider counts each; what the lines of a start cost stands beside it.

Options:
  --json                 the same as one JSON document; problems as {"ok":false,"problems":[...]}

Exit codes: 0 it can be served, 2 it cannot: every problem is listed with its key and line.`,
  async run(context) {
    const { flags, positionals } = readOptions('check', context.args, { json: 'flag' });
    if (positionals.length > 1) throw new UsageError(`check takes one file, got ${positionals.join(' ')}`);
    const file = positionals[0] === undefined ? configFile(context.variables) : path.resolve(positionals[0]);
    return flags.has('json') ? checkAsJson(file, context) : checkAsText(file, context);
  },
};

async function checkAsText(file: string, { variables, print, terminal }: CommandContext): Promise<number> {
  const summary = await summaryFor(file, variables);
  const paint = painter(terminal === 'colour');
  print(`${file}: can be served`);
  print('');
  for (const line of checkReport(summary, paint).slice(0, -1)) print(line);
  return 0;
}

async function checkAsJson(file: string, { variables, print }: CommandContext): Promise<number> {
  try {
    print(JSON.stringify({ file, ok: true, ...(await summaryFor(file, variables)) }, undefined, 2));
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    print(JSON.stringify({ file: error.file, ok: false, problems: error.problems }, undefined, 2));
    return 2;
  }
}

async function summaryFor(file: string, variables: CommandContext['variables']) {
  const environment = readEnvironment(variables, providers);
  return summaryOf(await loadConfig({ file, environment, providers }), systemClock.now());
}
