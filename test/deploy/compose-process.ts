/** Runs the words of a service as a process on this machine; knows no order and no health. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ComposeFile, Image } from './compose-file.ts';
import type { Places } from './compose-places.ts';

export interface Running {
  /** Its last words. */
  said(): string;
  /** Resolves with the exit code, null where a signal ended it or it could not begin. */
  readonly ended: Promise<number | null>;
  /** Default SIGKILL. */
  kill(signal?: NodeJS.Signals): void;
}

/** `cwd`: where the process stands. */
export type Run = (service: string, words: readonly string[], cwd: string) => Running;

const keptLetters = 10_000;

export function createRun({ services }: ComposeFile, image: Image, places: Places): Run {
  const environmentOf = (name: string) => {
    const { build, environment = {} } = services[name] ?? {};
    const isOurs = build !== undefined;
    const given = Object.entries({ ...(isOurs ? image.environment : {}), ...environment });
    return {
      PATH: process.env.PATH,
      ...Object.fromEntries(given.map(([key, value]) => [key, places.here(name, value, 'machine')])),
      ...(isOurs ? portsOf(name, places) : {}),
    };
  };
  return (name, words, cwd) => {
    const [program = '', ...args] = words.map((word, at) =>
      // Redis is told its port in a word of its own.
      words[at - 1] === '--port'
        ? String(places.port(name, Number(word)))
        : places.here(name, word, 'container'),
    );
    const onLoopback = program === 'redis-server' ? ['--bind', '127.0.0.1'] : [];
    return watched(
      spawn(program, [...args, ...onLoopback], { cwd, env: environmentOf(name), stdio: 'pipe' }),
    );
  };
}

function watched(child: ChildProcess): Running {
  let said = '';
  const hear = (text: string) => {
    said = (said + text).slice(-keptLetters);
  };
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => hear(String(chunk)));
  const ended = once(child, 'close').then(
    ([code]) => code as number | null,
    (error: Error) => {
      hear(error.message);
      return null;
    },
  );
  return { said: () => said, ended, kill: (signal = 'SIGKILL') => void child.kill(signal) };
}

/** Where it listens, which in a container of its own nobody needs to say. */
function portsOf(name: string, places: Places): Readonly<Record<string, string>> {
  const own = { PORT: 8_080, OPS_PORT: 8_081, NEWSROOM_PORT: 8_082, DEMO_UPSTREAM_PORT: 8_083 };
  return Object.fromEntries(Object.entries(own).map(([key, port]) => [key, String(places.port(name, port))]));
}
