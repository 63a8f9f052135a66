/** The demo upstream's control endpoint, and all requests that it has served since the drill began. */
import { providers } from '../../src/providers/index.ts';
import { controlUpstream } from '../../test/support/upstream-control.ts';
import type { LoggedPoll } from '../poll-distances.ts';
import type { Part } from './part.ts';

export interface Upstream {
  /** Sets off `fault` at one provider, such as `{ fault: 'slow', ms: 500 }`. */
  fault(provider: string, fault: object): Promise<void>;
  /** Every provider repeats from now on what it says at this moment. */
  freeze(): Promise<void>;
  /** Ends all faults. */
  clear(): Promise<void>;
  /** Brought up to date first. */
  log(): Promise<readonly LoggedPoll[]>;
  stop(): void;
}

/** The upstream keeps a thousand requests; the fleet makes some ten in a second at most. */
const readEveryMs = 2_000;

export function createUpstream(part: Part): Upstream {
  const log: LoggedPoll[] = [];
  let reading: Promise<void> | undefined;

  const read = async () => {
    const answer = await fetch(`${part.url}/control/log`, { signal: AbortSignal.timeout(5_000) });
    const all = (await answer.json()) as LoggedPoll[];
    // The last millisecond may have been read in part: it is taken again whole.
    const from = log.at(-1)?.at ?? 0;
    while ((log.at(-1)?.at ?? -1) >= from) log.pop();
    log.push(...all.filter(({ at }) => at >= from));
  };
  const readOnce = () => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  const command = (name: string, body: object) => controlUpstream(part.url, name, body);
  const timer = setInterval(() => void readOnce().catch(() => {}), readEveryMs);
  const fault = (provider: string, settings: object) => command('fault', { provider, ...settings });
  return {
    fault,
    freeze: async () => void (await Promise.all(providers.map(({ id }) => fault(id, { fault: 'frozen' })))),
    clear: () => command('clear', {}),
    async log() {
      await readOnce();
      return log;
    },
    stop: () => clearInterval(timer),
  };
}
