/** What a command is given and what it gives back; one file per command beside this one. */

export interface CommandContext {
  /** What stands after the command's name. */
  readonly args: readonly string[];
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** One line on standard output. */
  readonly print: (line: string) => void;
  /** Aborted when the process is asked to stop. */
  readonly stopped: AbortSignal;
  /** Whether standard output is a terminal, and one that may be given colours. */
  readonly terminal: 'none' | 'plain' | 'colour';
  /** Calls back at each SIGHUP from now on; until then the signal ends the process, as it does with any program. */
  readonly onReload: (reload: () => void) => void;
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What `--help` prints. */
  readonly help: string;
  /** The exit code: 0, or 1 where it ran and failed. Throws a UsageError or a ConfigError for what ends in 2. */
  readonly run: (context: CommandContext) => Promise<number>;
}

/** The command was called in a way that it does not know. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Resolves when the process is asked to stop. */
export function untilStopped(stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stopped.aborted) resolve();
    else stopped.addEventListener('abort', () => resolve(), { once: true });
  });
}
