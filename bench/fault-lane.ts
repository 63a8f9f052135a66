/** One service and its upstream, each in a process of its own, on which the fault bench tries its faults one by one. */
import { setTimeout as sleep } from 'node:timers/promises';
import { controlUpstream } from '../test/support/upstream-control.ts';
import { startProcess } from './bench-process.ts';
import { createFaultReader } from './fault-reader.ts';
import { isAtMinute, type LoggedPoll, pollDistances } from './poll-distances.ts';

/** What was seen of the service for a while. */
export interface Watched {
  /** The provider with the fault, or the one that has just come back. */
  readonly provider: string;
  /** Tells the service's processes apart: each has its own moments of polling, and its prices their own ages. */
  readonly service: number;
  /** The peak beyond what the service had at the start, just after a collection of garbage. */
  readonly grownBytes: number;
  readonly ownStallMs: number;
  readonly wallStallMs: number;
  /** Requests that reached the provider. */
  readonly requests: number;
  /** By source, ms: how old its prices were on the reader's screen. */
  readonly ages: ReadonlyMap<string, readonly number[]>;
  /** By provider, ms: between two good polls of one address. */
  readonly distances: ReadonlyMap<string, readonly number[]>;
  readonly wrong: readonly string[];
  readonly hasCrashed: boolean;
}

export interface Lane {
  /** The service without any fault. */
  watchQuiet(ms: number): Promise<Watched>;
  /** The same with the fault at the provider, which has come back when this resolves. */
  watchFault(provider: string, fault: object, ms: number): Promise<Watched>;
  stop(): void;
}

/** The longest way of a price from a poll to the screen: a tick of the gateway and what the beat is late. */
const untilShownMs = 1_150;

/** What a provider's new feeds take. */
const backWithinMs = 4_000;

/** For a new service to load all it needs. */
const settleMs = 3_000;

/** On a busy machine a poll may be late. */
const metWithinMs = 10_000;

export async function startLane(upstreamFile: string, serviceFile: string): Promise<Lane> {
  const upstream = startProcess(upstreamFile);
  const { url } = await upstream.next();
  const startService = async () => {
    const service = startProcess(serviceFile, [String(url)]);
    const { gateway } = await service.next();
    const reader = createFaultReader(String(gateway));
    const stop = () => {
      reader.close();
      service.stop();
    };
    return { service, reader, stop };
  };
  let serving = await startService();
  /** By provider, when its last fault was over. */
  const clearedAt = new Map<string, number>();
  let lastBack = '';

  const command = (name: string, body: object) => controlUpstream(String(url), name, body);
  const logOf = async (provider?: string) => {
    const query = provider === undefined ? '' : `?provider=${provider}`;
    return (await (await fetch(`${url}/control/log${query}`)).json()) as LoggedPoll[];
  };
  const watch = async (provider: string, ms: number, isFaulty: boolean): Promise<Watched> => {
    const { service, reader } = serving;
    await service.ask({});
    const { rss } = service.memory();
    reader.takeAges();
    const since = Date.now();
    await sleep(ms);
    const met = async () => (await logOf(provider)).filter(({ at }) => at >= since).length;
    while (isFaulty && (await met()) === 0 && Date.now() - since < metWithinMs) await sleep(50);
    const { peak } = service.memory();
    const stalls = await service.ask({});
    const log = await logOf();
    return {
      provider,
      service: service.pid,
      grownBytes: peak - rss,
      ownStallMs: Number(stalls.ownMs),
      wallStallMs: Number(stalls.wallMs),
      requests: log.filter((poll) => poll.provider === provider && poll.at >= since).length,
      ages: reader.takeAges(),
      distances: pollDistances(log, since, clearedAt),
      wrong: reader.takeWrong(),
      hasCrashed: service.hasEnded() || !reader.isConnected(),
    };
  };
  const isBack = async (provider: string) => {
    const since = Date.now();
    clearedAt.set(provider, since);
    while (Date.now() - since < backWithinMs) {
      if ((await logOf(provider)).some(({ at, status }) => at >= since && status !== 0)) return true;
      await sleep(50);
    }
    return false;
  };
  const untilBack = async (provider: string) => {
    await serving.service.ask({ provider });
    if (!(await isBack(provider))) {
      // Down as a whole, it is left alone for two minutes, as it should be: too long to wait for here.
      serving.stop();
      serving = await startService();
      await sleep(settleMs);
    }
    await sleep(untilShownMs);
    lastBack = provider;
  };
  return {
    watchQuiet: (ms) => watch(lastBack, ms, false),
    async watchFault(provider, fault, ms) {
      while (isAtMinute(Date.now()) || isAtMinute(Date.now() + ms)) await sleep(100);
      await command('fault', { provider, ...fault });
      const watched = await watch(provider, ms, true);
      await command('clear', { provider });
      await untilBack(provider);
      return watched;
    },
    stop() {
      serving.stop();
      upstream.stop();
    },
  };
}
