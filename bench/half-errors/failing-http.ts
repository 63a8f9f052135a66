/** A provider's network that fails each request with a given chance, in one of the ways in which networks and upstreams do. */
import type { DemoProvider } from '../../src/demo/formats/answer.ts';
import type { World } from '../../src/demo/world.ts';
import type { Clock } from '../../src/system/clock.ts';
import type { HttpClient } from '../../src/system/http-client.ts';
import type { Random } from '../../src/system/random.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { goodBody } from '../mutations/good-body.ts';

/** What a provider had said up to a moment: its newest good bodies, by path and query. */
export interface Round {
  /** ms since the epoch. */
  readonly at: number;
  readonly bodies: ReadonlyMap<string, string>;
}

export interface FailingHttp extends HttpClient {
  /** Newest first; of the last hour or so. */
  rounds(): readonly Round[];
  readonly requests: { asked: number; failed: number };
}

export interface FailingOptions {
  readonly demo: DemoProvider;
  readonly world: World;
  readonly clock: Clock;
  readonly random: Random;
  /** From 0 to 1. */
  readonly chance: number;
  /** How far its values lag behind the others', in ms. */
  readonly lagMs: number;
}

const maxRounds = 300;
const troubles = ['network', 'timeout', 'status', 'throttled'] as const;

export function failingHttp({ demo, world, clock, random, chance, lagMs }: FailingOptions): FailingHttp {
  const requests = { asked: 0, failed: 0 };
  let rounds: readonly Round[] = [];
  const spoilt = (text: string): string => {
    const trouble = troubles[Math.floor(random() * (troubles.length + 2))];
    if (trouble !== undefined) throw new UpstreamError(trouble, 'fails by chance');
    return random() < 0.5 ? '<!doctype html><title>Busy</title>' : text.slice(0, text.length / 2);
  };
  return {
    requests,
    rounds: () => rounds,
    async get(path, request) {
      const at = clock.now();
      requests.asked += 1;
      const good = goodBody(demo, path, request, { world, now: at - lagMs });
      const fails = random() < chance;
      if (fails) requests.failed += 1;
      const text = fails ? spoilt(good) : good;
      const key = `${path} ${JSON.stringify(request.query ?? {})}`;
      if (!fails) rounds = [roundAfter(rounds[0], key, good, at), ...rounds].slice(0, maxRounds);
      const contentType = request.contentTypes[0] ?? '';
      return { status: 200, contentType, text, confirmedAt: at, freshUntil: undefined, from: 'network' };
    },
    forget() {},
    news: () => undefined,
    remember() {},
    close() {},
  };
}

/** The newest body stands first: the same may be asked for in several ways. */
function roundAfter(before: Round | undefined, key: string, body: string, at: number): Round {
  const others = [...(before?.bodies ?? [])].filter(([other]) => other !== key);
  return { at, bodies: new Map([[key, body], ...others]) };
}
