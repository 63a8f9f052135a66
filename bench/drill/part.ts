/** One process of the fleet under drill, started as a person would: its log file, its status, its signals and its end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectPath } from '../../src/system/project.ts';
import { freePort } from '../../test/support/redis/free-port.ts';
import { collectGarbage, inspectorIn } from './garbage.ts';

export type PartRole = 'upstream' | 'worker' | 'gateway';

/** Of `/status.json`, what the drill looks at. */
export interface PartStatus {
  readonly leader: boolean;
  readonly epoch: number;
  readonly storeUp: boolean;
  readonly storeError: string | null;
  readonly fenced: number;
  readonly lost: number;
  readonly repairs: number;
}

/** How a process ended: by itself with a code, or by a signal. */
export interface PartEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Part {
  readonly name: string;
  /** `http://127.0.0.1:port`; the same over all restarts. */
  readonly url: string;
  readonly pid: number;
  isAlive(): boolean;
  /** Resolves once it says that it is ready; rejects where it ends before. */
  start(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Sends the signal and resolves once the process is gone; `killed` where it had to be ended after `withinMs`. */
  end(signal: NodeJS.Signals, withinMs?: number): Promise<PartEnd & { readonly killed: boolean }>;
  /** Rejects where it does not answer within a second. */
  status(): Promise<PartStatus>;
  /** What the system has given it, without garbage, in bytes (Linux only). */
  memoryBytes(): Promise<number>;
}

const readyWithinMs = 20_000;

/** What ends with this process, whatever becomes of the code that started it. */
const living = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/** Not started yet. `variables`: beside its ports, which are free ones; its log goes to `folder`. */
export async function createPart(
  role: PartRole,
  name: string,
  variables: Readonly<Record<string, string>>,
  folder: string,
): Promise<Part> {
  const [port, opsPort] = [await freePort(), await freePort()];
  const ports = { PORT: String(port), OPS_PORT: String(opsPort), DEMO_UPSTREAM_PORT: String(port) };
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'info', ...ports, ...variables };
  const log = path.join(folder, `${name}.log`);
  let child: ChildProcess | undefined;
  let inspector = '';

  const isAlive = () => child?.pid !== undefined && child.exitCode === null && child.signalCode === null;
  const pid = () => child?.pid ?? 0;
  return {
    name,
    url: `http://127.0.0.1:${port}`,
    get pid() {
      return pid();
    },
    isAlive,
    async start() {
      const args = ['--inspect=127.0.0.1:0', projectPath('dist', 'src', 'main.js'), 'demo', '--role', role];
      child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
      keep(child);
      inspector = inspectorIn(await untilReady(child, name, log));
    },
    signal: (signal) => void child?.kill(signal),
    async end(signal, withinMs = 30_000) {
      if (child === undefined || !isAlive()) return { code: null, signal: null, killed: false };
      return endChild(child, signal, withinMs);
    },
    async status() {
      const address = `http://127.0.0.1:${opsPort}/status.json`;
      const answer = await fetch(address, { signal: AbortSignal.timeout(1_000) });
      return (await answer.json()) as PartStatus;
    },
    async memoryBytes() {
      await collectGarbage(inspector);
      const status = await readFile(`/proc/${pid()}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
    },
  };
}

function keep(child: ChildProcess): void {
  living.add(child);
  child.once('exit', () => living.delete(child));
}

async function endChild(child: ChildProcess, signal: NodeJS.Signals, withinMs: number) {
  const gone = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  let killed = false;
  const timer = setTimeout(() => {
    killed = true;
    child.kill('SIGKILL');
  }, withinMs);
  child.kill(signal);
  const [code, by] = await gone;
  clearTimeout(timer);
  return { code, signal: by, killed };
}

/** Resolves with all that it said so far. */
function untilReady(child: ChildProcess, name: string, log: string): Promise<string> {
  const file = createWriteStream(log, { flags: 'a' });
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string) => {
      clearTimeout(timer);
      reject(new Error(`${name} ${why}; see ${log}`));
    };
    const timer = setTimeout(() => fail(`is not ready after ${readyWithinMs} ms`), readyWithinMs);
    const listen = (chunk: Buffer) => {
      file.write(chunk);
      if (said.length < 65_536) said += chunk.toString();
      if (!/^Ready\./m.test(said)) return;
      clearTimeout(timer);
      resolve(said);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('close', (code) => {
      file.end();
      fail(`ended with ${code}`);
    });
  });
}
