/** The whole service before the demo upstream and a thousand readers, under one clock that the test turns. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { createApp } from '../../src/app.ts';
import { demoEnvironment } from '../../src/cli/demo-config.ts';
import { loadConfig } from '../../src/config/load.ts';
import { createDemoUpstream } from '../../src/demo/upstream.ts';
import { subprotocol } from '../../src/protocol/messages.ts';
import { providers } from '../../src/providers/index.ts';
import { createMetrics } from '../../src/system/metrics.ts';
import { projectPath } from '../../src/system/project.ts';
import { seededRandom } from '../../src/system/random.ts';
import { shipped } from '../support/calendars.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { until } from '../support/redis/until.ts';
import { controlUpstream } from '../support/upstream-control.ts';
import { beatWith, recordLog } from '../support/worker-rig.ts';

export const readers = 1_000;
/** How often each provider is asked. */
const everyS = 120;
/** Chance delays a turn by up to a tenth, and one that failed waits up to 130 s (`worker/retry.ts`). */
const turnS = 150;
/** In which all that are due at once are asked, the slowest in several requests, and readers have had a tick since. */
const playedS = 4;

const token = 'token-of-the-incidents';
const origin = 'http://127.0.0.1:9';
/** A Monday on which New York is open and the ECB has published. */
const startAt = Date.UTC(2026, 10, 23, 15, 40, 10);

export interface Swarm {
  /** Each text that anybody was sent, with how many were. */
  readonly frames: Map<string, number>;
  /** Lets time pass, second by second: each poll ends and each frame arrives before the next second begins. */
  pass(seconds: number): Promise<void>;
  /** Every feed's next turn, `afterS` later by the wall clock, of which only the last seconds are played one by one. */
  turn(afterS?: number): Promise<void>;
  /** Posts to the upstream's control. */
  control(command: string, body: object): Promise<void>;
  /** The exit status of an order over the ops port. */
  order(kind: string, item: string): Promise<number>;
  /** Of the service: a public path, or `/status.json`. */
  json<T>(path: string): Promise<T>;
  stop(): Promise<void>;
}

export async function openSwarm(): Promise<Swarm> {
  const clock = fakeClock(startAt);
  const upstream = createDemoUpstream({ clock, calendars: shipped, port: 0 });
  await upstream.start();
  const system = {
    clock,
    random: seededRandom(7),
    startBeat: beatWith(clock),
    metrics: createMetrics(),
    log: recordLog().log,
  };
  const config = await incidentConfig(upstream.baseUrl());
  const app = createApp({ config, system, drainMs: 0 });
  await app.start();

  const frames = new Map<string, number>();
  let heard = 0;
  const hear = (text: string) => {
    heard += 1;
    frames.set(text, (frames.get(text) ?? 0) + 1);
  };
  const isPolling = () => Object.values(app.worker.status().feeds).some(({ polling }) => polling);
  /** Sockets are looked at once in each turn: three without a frame, and none is under way. */
  const rest = async () => {
    for (let quiet = 0, before = heard; quiet < 3 || isPolling(); before = heard) {
      await new Promise((resolve) => setImmediate(resolve));
      quiet = heard === before ? quiet + 1 : 0;
    }
  };
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      clock.advance(1_000);
      await rest();
    }
  };
  const turn = async (afterS = turnS) => {
    clock.step((afterS - playedS) * 1_000);
    await pass(playedS);
  };
  await turn();

  const url = `${app.gateway.url().replace('http', 'ws')}/v1/live?board=front`;
  const sockets = Array.from({ length: readers }, () => new WebSocket(url, subprotocol, { origin }));
  for (const socket of sockets) socket.on('message', (data) => hear(String(data)));
  await Promise.all(sockets.map((socket) => once(socket, 'open')));
  await until('each reader has its first two frames', () => heard >= 2 * readers);

  const json = async <T>(path: string): Promise<T> => {
    const base = path === '/status.json' ? app.ops.url() : app.gateway.url();
    return (await (await fetch(base + path)).json()) as T;
  };
  return {
    frames,
    json,
    pass,
    turn,
    control: (command, body) => controlUpstream(upstream.baseUrl(), command, body),
    async order(kind, item) {
      const order = { kind, item, reason: 'wrong', who: 'desk' };
      return (await post(`${app.ops.url()}/orders`, order, { authorization: `Bearer ${token}` })).status;
    },
    async stop() {
      for (const socket of sockets) socket.terminate();
      await app.stop();
      await upstream.stop();
    },
  };
}

/** Every provider of the registry, asked at the upstream at one pace, and room for readers of one address. */
function incidentConfig(upstream: string) {
  const environment = demoEnvironment({
    PORT: '0',
    OPS_PORT: '0',
    MASTHEAD_OPERATOR_TOKEN: token,
    MASTHEAD_AUDIT_FILE: '/dev/null',
  });
  const settings = (id: string) => ({ enabled: true, baseUrl: `${upstream}/${id}`, every: `${everyS}s` });
  return loadConfig({
    file: projectPath('test', 'fixtures', 'incidents', 'board.yaml'),
    environment,
    providers,
    over: {
      network: { privateHosts: ['127.0.0.1'] },
      providers: Object.fromEntries(providers.map(({ id }) => [id, settings(id)])),
      // A tenth of a second's handshakes may come at once: no second passes while they do.
      gateway: { handshakesPerS: 10 * readers, maxPerAddress: readers },
    },
  });
}

function post(url: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  const all = { 'content-type': 'application/json', ...headers };
  return fetch(url, { method: 'POST', headers: all, body: JSON.stringify(body) });
}
