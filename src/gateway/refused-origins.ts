/** Names in the log each origin whose pages get no socket, once: a site that the config lacks. */
import type { Log } from '../system/log.ts';

export interface RefusedOrigins {
  /** `reason`: a refusal's; `origin`: the header as it came, where there was one. */
  refused(reason: string, origin: string | undefined): void;
  /** Another config: what it lacks is to be told again. */
  forget(): void;
}

// Anybody may send any origin: who makes them up fills neither the log nor the memory.
const maxNamed = 20;
const maxLength = 100;
const reasons: ReadonlySet<string> = new Set(['origin', 'board-of-other-site']);

export function createRefusedOrigins(log: Pick<Log, 'warn'>): RefusedOrigins {
  const named = new Set<string>();
  return {
    refused(reason, header) {
      if (header === undefined || !reasons.has(reason) || named.size >= maxNamed) return;
      const origin = header.slice(0, maxLength);
      if (named.has(origin)) return;
      named.add(origin);
      log.warn('origin refused', { origin, reason, ...(named.size < maxNamed ? {} : { last: true }) });
    },
    forget: () => named.clear(),
  };
}
