/** A child process of a bench: starts a bundled entry, exchanges messages with it and reads its peak memory (Linux only). */
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { projectPath } from '../src/system/project.ts';

export interface BenchProcess {
  readonly pid: number;
  /** The next message, or a rejection where the process ends before. */
  next(): Promise<Readonly<Record<string, unknown>>>;
  /** Sends `question` and resolves with the next message. */
  ask(question: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>;
  /** Resident memory in bytes: now, and the most since the last call. */
  memory(): { readonly rss: number; readonly peak: number };
  hasEnded(): boolean;
  stop(): void;
}

/** Plain JavaScript, so that no loader's own heap hides what the program takes. */
export async function bundleEntry(name: string): Promise<string> {
  const outfile = path.join(projectPath('.cache'), 'bench', `${name}.js`);
  await build({
    entryPoints: [projectPath('bench', `${name}.ts`)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    outfile,
  });
  return outfile;
}

export function startProcess(file: string, args: readonly string[] = []): BenchProcess {
  const child = fork(file, args, {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const next = () => nextMessage(child);
  return {
    pid: child.pid ?? 0,
    next,
    ask(question) {
      const answer = next();
      child.send(question);
      return answer;
    },
    memory() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      // proc(5): 5 sets the peak back to what the process has now.
      writeFileSync(`/proc/${child.pid}/clear_refs`, '5');
      const bytesOf = (line: string) => Number(new RegExp(`${line}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024;
      return { rss: bytesOf('VmRSS'), peak: bytesOf('VmHWM') };
    },
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    stop: () => void child.kill('SIGKILL'),
  };
}

function nextMessage(child: ChildProcess): Promise<Readonly<Record<string, unknown>>> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`a child process ended with ${code}`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve(message as Readonly<Record<string, unknown>>);
    });
  });
}
