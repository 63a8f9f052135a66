/** Plays a compose file without an engine: each service is a process on the loopback, started in the order it asks for. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { projectPath } from '../../src/system/project.ts';
import { until } from '../support/redis/until.ts';
import { type ComposeFile, type ComposeService, healthcheckOf, type Image } from './compose-file.ts';
import { choosePlaces } from './compose-places.ts';
import { createRun, type Running } from './compose-process.ts';

export interface Play {
  /** Where a container's port answers. */
  url(service: string, containerPort: number): string;
  /** Where a container's file lies here. */
  file(service: string, containerPath: string): string;
  /** As `docker compose run --rm <service> <command>`: what it said and the exit code. */
  once(
    service: string,
    ...command: readonly string[]
  ): Promise<{ readonly said: string; readonly code: number | null }>;
  /** Stops the service with a signal and starts it again; resolves when it is healthy. */
  restart(service: string): Promise<void>;
  /** Kills every process that was started and removes what they left. */
  stop(): Promise<void>;
}

const healthEveryMs = 400;
// Each ask is a process of its own, and machines that run all tests at once are slow.
const healthyWithinMs = 60_000;

/** Resolves when every service of no profile that has a health check passes it. Rejects, with all stopped, where one cannot. */
export async function playCompose(compose: ComposeFile, image: Image): Promise<Play> {
  const folder = await mkdtemp(path.join(tmpdir(), 'masthead-compose-'));
  const places = await choosePlaces(compose, folder);
  const run = createRun(compose, image, places);
  const starts = new Map<string, Promise<Running>>();
  const all: Running[] = [];
  const killAll = () => {
    for (const running of all) running.kill();
  };
  process.once('exit', killAll);

  const serviceOf = (name: string): ComposeService => {
    const service = compose.services[name];
    if (service === undefined) throw new Error(`there is no service ${name}`);
    return service;
  };

  const begin = async (name: string): Promise<Running> => {
    const service = serviceOf(name);
    const needs = Object.entries(service.depends_on ?? {});
    await Promise.all(needs.map(([other, { condition }]) => fulfilled(other, condition)));
    const own = path.join(folder, `in ${name}`);
    await mkdir(own, { recursive: true });
    const running = run(
      name,
      commandLineOf(service, image),
      service.build === undefined ? own : projectPath(),
    );
    all.push(running);
    return running;
  };

  const started = (name: string): Promise<Running> => {
    const start = starts.get(name) ?? begin(name);
    starts.set(name, start);
    return start;
  };

  const fulfilled = async (name: string, condition: string): Promise<void> => {
    const { ended, said } = await started(name);
    if (condition === 'service_completed_successfully') {
      const code = await ended;
      if (code !== 0) throw new Error(`${name} ended with ${code}: ${said()}`);
      return;
    }
    const words = healthcheckOf(serviceOf(name), image);
    const isHealthy = async () => {
      const isOk = (await run(name, words, projectPath()).ended) === 0;
      // Each ask is a process: asked without a pause, those that start would have no processor left to do it.
      if (!isOk) await setTimeout(healthEveryMs);
      return isOk;
    };
    await until(`${name} is healthy`, isHealthy, healthyWithinMs).catch((error: unknown) => {
      throw new Error(`${name} said: ${said()}`, { cause: error });
    });
  };

  const stop = async () => {
    process.removeListener('exit', killAll);
    await Promise.allSettled(starts.values());
    killAll();
    await Promise.all(all.map(({ ended }) => ended));
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  };

  const once: Play['once'] = async (name, ...command) => {
    const words = commandLineOf({ ...serviceOf(name), command }, image);
    const running = run(name, words, projectPath());
    all.push(running);
    const code = await running.ended;
    return { said: running.said(), code };
  };

  const restart = async (name: string): Promise<void> => {
    const before = await started(name);
    before.kill('SIGTERM');
    await before.ended;
    starts.delete(name);
    await fulfilled(name, 'service_healthy');
  };

  const names = Object.keys(compose.services).filter((name) => !serviceOf(name).profiles);
  const toBeHealthy = names.filter((name) => healthcheckOf(serviceOf(name), image).length > 0);
  const results = await Promise.allSettled([
    ...names.map(started),
    ...toBeHealthy.map((name) => fulfilled(name, 'service_healthy')),
  ]);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  return {
    url: (service, port) => `http://127.0.0.1:${places.port(service, port)}`,
    file: (service, containerPath) => places.here(service, containerPath, 'container'),
    once,
    restart,
    stop,
  };
}

/** The service's words before the image's, as an engine takes them. */
function commandLineOf({ build, entrypoint, command }: ComposeService, image: Image): readonly string[] {
  if (build === undefined) return [...(entrypoint ?? []), ...(command ?? [])];
  return [...(entrypoint ?? image.entrypoint), ...(command ?? image.command)];
}
