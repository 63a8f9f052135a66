/** A Redis server for tests and drills, in a fresh folder and on a port of its own; knows nothing of what is stored. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type AdminAddress, sendAdmin } from './admin.ts';
import { behindClock } from './behind-clock.ts';
import { freePort } from './free-port.ts';
import { PortTakenError, type RedisProcess, startRedisProcess } from './redis-process.ts';

export interface RedisOptions {
  /** More for the command line, such as `['--maxmemory', '2mb', '--maxmemory-policy', 'noeviction']`. */
  readonly args?: readonly string[];
  /** Keeps the data over a restart (appendonly); false by default. */
  readonly persist?: boolean;
  /** Lines as in an ACL file, such as `user gateway on >secret ~masthead* &* +get`. They do not bind `command`. */
  readonly acl?: readonly string[];
  /** More lines for redis.conf. */
  readonly config?: readonly string[];
  /** Takes a port whose cluster bus (port + 10000) is free, too; false by default. */
  readonly withBus?: boolean;
}

export interface RestartOptions {
  /** Drops what is on disk; false by default. */
  readonly empty?: boolean;
  /** Runs it, until the next restart, under a clock that is so much behind. Needs Debian's package faketime. */
  readonly clockBehindMs?: number;
}

export interface RedisServer {
  /** The same over all restarts. */
  readonly port: number;
  /** `redis://127.0.0.1:port` */
  readonly url: string;
  /** Of the process that runs now or ran last; changes with each restart. */
  readonly pid: number;
  /** Sends one command as an administrator; the answer is as in RESP2. Rejects with the server's error. */
  command(...args: string[]): Promise<unknown>;
  /** Ends it by SIGKILL; resolves once it is gone, at once where it is. The folder stays. */
  kill(): Promise<void>;
  /** Kills it where it runs, and resolves once it answers again. Rejects after `stop`. */
  restart(options?: RestartOptions): Promise<void>;
  /** Kills it and removes its folder. */
  stop(): Promise<void>;
}

interface Place extends AdminAddress {
  readonly folder: string;
}

const portTries = 10;
const onDisk = /\.(?:rdb|aof)$|^appendonly/;

/** Resolves when it answers. Rejects with the server's own words where it cannot start; nothing is left then. */
export async function startRedis(options: RedisOptions = {}): Promise<RedisServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'masthead-redis-'));
  try {
    for (let left = portTries; ; left -= 1) {
      const place = await preparePlace(folder, options);
      try {
        return serve(place, options, await run(place, options));
      } catch (error) {
        if (!(error instanceof PortTakenError) || left <= 1) throw error;
      }
    }
  } catch (error) {
    await removeFolder(folder);
    throw error;
  }
}

async function preparePlace(folder: string, options: RedisOptions): Promise<Place> {
  const port = await freePort(options.withBus);
  const login = options.acl && { username: 'test-admin', password: randomBytes(16).toString('hex') };
  const lines = [
    'bind 127.0.0.1',
    `port ${port}`,
    `dir "${folder}"`,
    'save ""',
    `appendonly ${options.persist ? 'yes' : 'no'}`,
    // A replica would wait 5 s for others to join it.
    'repl-diskless-sync-delay 0',
    ...(options.config ?? []),
    ...(options.acl ?? []),
    ...(login ? [`user ${login.username} on >${login.password} ~* &* +@all`] : []),
  ];
  await writeFile(path.join(folder, 'redis.conf'), `${lines.join('\n')}\n`);
  return { folder, port, ...(login && { login }) };
}

async function run(
  place: Place,
  { args = [] }: RedisOptions,
  wrapper: readonly string[] = [],
): Promise<RedisProcess> {
  const process = await startRedisProcess([path.join(place.folder, 'redis.conf'), ...args], wrapper);
  try {
    await sendAdmin(place, ['PING']);
    return process;
  } catch (error) {
    await process.kill();
    throw error;
  }
}

function serve(place: Place, options: RedisOptions, first: RedisProcess): RedisServer {
  let running = first;
  let isStopped = false;
  // What is being started must be there before it can be killed.
  let starting: Promise<unknown> = Promise.resolve();
  const start = async ({ empty = false, clockBehindMs = 0 }: RestartOptions) => {
    if (isStopped) throw new Error('a server that was stopped has no folder to start from');
    const wrapper = clockBehindMs === 0 ? [] : behindClock(clockBehindMs);
    await running.kill();
    if (empty) await dropData(place.folder);
    running = await run(place, options, wrapper);
  };
  const kill = async () => {
    await starting;
    await running.kill();
  };
  return {
    port: place.port,
    url: `redis://127.0.0.1:${place.port}`,
    get pid() {
      return running.pid;
    },
    command: (...args) => sendAdmin(place, args),
    kill,
    restart(restartOptions = {}) {
      const started = starting.then(() => start(restartOptions));
      starting = started.catch(() => {});
      return started;
    },
    async stop() {
      isStopped = true;
      await kill();
      await removeFolder(place.folder);
    },
  };
}

async function dropData(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => onDisk.test(name));
  await Promise.all(names.map((name) => rm(path.join(folder, name), { recursive: true, force: true })));
}

/** Tries again: a child of Redis that writes a file may outlive it by a moment. */
function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 10 });
}
