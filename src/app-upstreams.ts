/** Gives each provider that is on its way out: named, paced by host, counted, and heard where it asks for absurd waits. */
import type { Config } from './config/config.ts';
import type { ProviderSettings } from './config/provider-settings.ts';
import { createHttpClient } from './system/http-client.ts';
import { createPace, defaultRequestsPerS, type Pace } from './system/pace.ts';
import { version } from './system/project.ts';
import type { System } from './system/system.ts';
import type { EnabledProvider } from './worker/feed-set.ts';

/** `Retry-After` beyond the hour that is granted: a mistake of the upstream's that somebody should look at. */
export interface AbsurdWait {
  readonly heardAt: number;
  readonly askedS: number;
}

/** What of a config decides whom we ask, where and as whom. */
export type UpstreamSettings = Pick<Config, 'providers' | 'privateHosts'> & {
  readonly environment: Pick<Config['environment'], 'contact'>;
};

export interface Upstreams {
  /** What they were made from. */
  readonly config: UpstreamSettings;
  readonly enabled: ReadonlyMap<string, EnabledProvider>;
  /** The last absurd wait of each provider that asked for one. */
  readonly absurdWaits: Map<string, AbsurdWait>;
  /** By host and port: all clients of one host share one, those that a reload kept too. */
  readonly paces: ReadonlyMap<string, Pace>;
}

/** Takes over from `before` the clients, with all they hold, of providers that are asked at the same place as the same. */
export function createUpstreams(
  config: UpstreamSettings,
  { clock, log, metrics }: System,
  before?: Upstreams,
): Upstreams {
  const absurdWaits = before?.absurdWaits ?? new Map<string, AbsurdWait>();
  const requests = metrics.counter('feed_requests_total', 'Requests to upstreams by outcome', [
    'provider',
    'code',
  ]);
  const durations = metrics.histogram('feed_duration_seconds', 'How long requests to upstreams take', [
    'provider',
  ]);
  const contact = config.environment.contact === undefined ? '' : ` (+${config.environment.contact})`;
  const paces = new Map([
    ...pacesOf(config, (requestsPerS) => createPace(clock, requestsPerS)),
    ...(before?.paces ?? []),
  ]);

  const enable = ({ baseUrl, ...settings }: ProviderSettings): EnabledProvider => {
    const provider = settings.provider.id;
    const pace = paces.get(new URL(baseUrl).host);
    const http = createHttpClient({
      baseUrl,
      userAgent: `Masthead/${version}${contact}`,
      privateHosts: config.privateHosts,
      clock,
      ...(pace === undefined ? {} : { pace }),
      onRequest(code, tookMs) {
        requests({ provider, code });
        durations(tookMs / 1000, { provider });
      },
      onAbsurdWait(askedMs) {
        const askedS = Math.round(askedMs / 1000);
        absurdWaits.set(provider, { heardAt: clock.now(), askedS });
        log.warn('upstream asks to be left alone for absurdly long; an hour is granted', {
          provider,
          askedS,
        });
      },
    });
    return { ...settings, http };
  };
  const enabled = new Map(
    [...config.providers].map(([id, settings]) => [
      id,
      before === undefined ? enable(settings) : (keptOf(before, config, settings) ?? enable(settings)),
    ]),
  );
  return { config, enabled, absurdWaits, paces };
}

/** A client's cache, its waits and its open connections are worth keeping, and fair to the upstream. */
function keptOf(
  before: Upstreams,
  config: UpstreamSettings,
  { baseUrl, ...settings }: ProviderSettings,
): EnabledProvider | undefined {
  const id = settings.provider.id;
  const held = before.enabled.get(id);
  const isSame =
    before.config.providers.get(id)?.baseUrl === baseUrl &&
    held?.key === settings.key &&
    before.config.environment.contact === config.environment.contact &&
    before.config.privateHosts.join() === config.privateHosts.join();
  return held !== undefined && isSame ? { ...settings, http: held.http } : undefined;
}

/** By host and port. A host that config names as private is the operator's own: it is not held back. */
function pacesOf({ providers, privateHosts }: UpstreamSettings, create: (requestsPerS: number) => Pace) {
  const slowest = new Map<string, number>();
  for (const { baseUrl, provider } of providers.values()) {
    const { host, hostname } = new URL(baseUrl);
    if (privateHosts.includes(hostname)) continue;
    const { requestsPerS = defaultRequestsPerS } = provider.limits;
    slowest.set(host, Math.min(slowest.get(host) ?? Number.POSITIVE_INFINITY, requestsPerS));
  }
  return new Map([...slowest].map(([host, requestsPerS]) => [host, create(requestsPerS)]));
}
