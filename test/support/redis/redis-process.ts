/** One process of redis-server, from its start to its end; knows nothing of data or roles. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface RedisProcess {
  /** Of redis-server itself, also where a wrapper started it. */
  readonly pid: number;
  /** Ends it by SIGKILL, also where it is stopped; resolves once it is gone. */
  kill(): Promise<void>;
}

/** Another process was faster: take another port. */
export class PortTakenError extends Error {}

const readyWithinMs = 10_000;
const keptLetters = 4_000;
/** Redis puts the process id before each line. A Sentinel names itself where another is ready. */
const readyLine = /^(\d+):\S.*(?:Ready to accept connections|Sentinel ID is)/m;

/** What ends with this process, whatever becomes of the code that started it. */
const living = new Set<() => void>();
process.on('exit', () => {
  for (const kill of living) kill();
});

/**
 * Resolves when it listens. Rejects with `PortTakenError`, or with its own last words, where it ends before that or takes
 * longer than 10 s; nothing is left running then. `wrapper`: words before the command line.
 */
export async function startRedisProcess(
  args: readonly string[],
  wrapper: readonly string[] = [],
): Promise<RedisProcess> {
  const [program = '', ...rest] = [...wrapper, 'redis-server', ...args];
  // With a wrapper a group of its own, so that both can be ended. No locale: a fraction has a point.
  const detached = wrapper.length > 0;
  const env = { ...process.env, LC_ALL: 'C' };
  const child = spawn(program, rest, { detached, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const killAll = () => killNow(child.pid === undefined ? undefined : detached ? -child.pid : child.pid);
  living.add(killAll);
  child.once('close', () => living.delete(killAll));
  const pid = await untilReady(child, killAll);
  return { pid, kill: () => endChild(child, () => killNow(pid)) };
}

function untilReady(child: ChildProcess, killAll: () => void): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string) => {
      clearTimeout(timer);
      const error = said.includes('Address already in use') ? PortTakenError : Error;
      void endChild(child, killAll).then(() => reject(new error(`${why}\n${said}`)));
    };
    const timer = setTimeout(
      () => fail(`redis-server is not ready after ${readyWithinMs} ms`),
      readyWithinMs,
    );
    const listen = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-keptLetters);
      const pid = readyLine.exec(said)?.[1];
      if (pid === undefined) return;
      clearTimeout(timer);
      resolve(Number(pid));
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('error', (error) => fail(`redis-server cannot be started: ${error.message}`));
    // Not at `exit`: its last words may still be on their way.
    child.once('close', (code) => fail(`redis-server ended with ${code}`));
  });
}

async function endChild(child: ChildProcess, kill: () => void): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  kill();
  await gone;
}

/** `pid`: below zero it names a group. */
function killNow(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself just now.
  }
}
