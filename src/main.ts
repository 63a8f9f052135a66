#!/usr/bin/env node
/** Turns argv and environment into a command, signals into an orderly stop, errors into exit codes 1 and 2. */
import { check } from './cli/check.ts';
import type { Command, CommandContext } from './cli/command.ts';
import { UsageError } from './cli/command.ts';
import { correct } from './cli/correct.ts';
import { demo } from './cli/demo.ts';
import { held } from './cli/held.ts';
import { hold, pin, release, unpin, withdraw } from './cli/order.ts';
import { probe } from './cli/probe.ts';
import { recordedCommand } from './cli/recorded.ts';
import { shown } from './cli/shown.ts';
import { start } from './cli/start.ts';
import { watch } from './cli/watch.ts';
import { ConfigError } from './config/config-problem.ts';
import { version } from './system/project.ts';

// Cron loses or repeats hours in a zone with daylight saving: the whole process lives in UTC.
process.env.TZ = 'UTC';

const commands: readonly Command[] = [
  ...[start, demo, check, probe, watch, recordedCommand],
  ...[hold, release, withdraw, pin, unpin, held, shown, correct],
];

const usage = `Usage: masthead <command> [options]

${commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join('\n')}

masthead <command> --help tells more; masthead --version prints ${version}.
Exit codes: 0 done, 1 it ran and failed, 2 wrong usage or configuration.`;

const print = (line: string) => void process.stdout.write(`${line}\n`);

async function run(argv: readonly string[]): Promise<number> {
  const [name, ...args] = argv;
  if (name === '--version') return told(version);
  if (name === undefined || name === '--help' || name === '-h') return told(usage);
  const command = commands.find((known) => known.name === name);
  if (command === undefined) throw new UsageError(`there is no command ${name}\n\n${usage}`);
  if (args.includes('--help') || args.includes('-h')) return told(command.help);
  const running = command.run({
    args,
    variables: process.env,
    print,
    stopped: stopSignal(),
    terminal: terminal(),
    onReload: (reload) => void process.on('SIGHUP', reload),
  });
  return running.catch((error: unknown) => {
    if (error instanceof UsageError) throw new UsageError(`${error.message}\n\n${ownUsage(command)}`);
    throw error;
  });
}

/** How the command is called: whoever knows its name does not need the others. */
function ownUsage({ name, help }: Command): string {
  const [call = ''] = help.split('\n\n');
  return `${call}\nmasthead ${name} --help tells more.`;
}

/** Piped text stays plain, and NO_COLOR (no-color.org) is obeyed. */
function terminal(): CommandContext['terminal'] {
  if (!process.stdout.isTTY) return 'none';
  return process.env.NO_COLOR || process.env.TERM === 'dumb' ? 'plain' : 'colour';
}

function told(text: string): number {
  print(text);
  return 0;
}

/** The first SIGINT or SIGTERM asks for an orderly stop, the second ends the process at once. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(1);
      stop.abort();
    });
  }
  return stop.signal;
}

/** What went wrong in words for whoever typed the command, and the exit code. */
function ending(error: unknown): { readonly text: string; readonly code: number } {
  if (error instanceof UsageError || error instanceof ConfigError) return { text: error.message, code: 2 };
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') {
    return {
      text: `port ${port} is taken by another process; see --help for how to choose another`,
      code: 1,
    };
  }
  return { text: error instanceof Error ? error.message : String(error), code: 1 };
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const { text, code } = ending(error);
  process.stderr.write(`masthead: ${text}\n`);
  process.exitCode = code;
}
// Whatever a library left open must not keep a process alive whose command is done.
process.exit();
