/** What the config makes of a provider: whether it may be asked, and how. */
import type { SourceMeta } from '../protocol/meta.ts';
import type { Provider } from '../providers/provider.ts';
import type { Environment } from './environment.ts';
import type { ConfigFile } from './schema.ts';

/** A provider that may be asked. */
export interface ProviderSettings {
  readonly provider: Provider;
  readonly baseUrl: string;
  readonly key?: string;
  readonly everyMs?: number;
  readonly cron?: string;
  readonly idleEveryMs?: number;
}

/** Why a provider may not be asked; undefined where it may. Its terms decide, not the file alone. */
export function offReason(
  { id, terms, keyVariable }: Provider,
  file: ConfigFile,
  environment: Environment,
): string | undefined {
  const enabled = file.providers[id]?.enabled;
  if (enabled === false) return 'switched off in the config';
  if (terms.display === 'accept' && enabled !== true) {
    return `its terms (${terms.source}) are not accepted: set providers.${id}.enabled to true`;
  }
  if (terms.needs === 'key' && !environment.keys.has(id)) return `${keyVariable ?? 'its key'} is not set`;
  if (terms.needs === 'contact' && environment.contact === undefined) return 'MASTHEAD_CONTACT is not set';
  return undefined;
}

/** Where the file says nothing, the provider's own holds. */
export function providerSettings(
  provider: Provider,
  file: ConfigFile,
  { keys }: Environment,
): ProviderSettings {
  const { baseUrl = provider.baseUrl, every, cron, idleEvery } = file.providers[provider.id] ?? {};
  const key = keys.get(provider.id);
  return {
    provider: baseUrl === provider.baseUrl ? provider : unbridled(provider),
    baseUrl,
    ...(key === undefined ? {} : { key }),
    ...(every === undefined ? {} : { everyMs: every }),
    ...(cron === undefined ? {} : { cron }),
    ...(idleEvery === undefined ? {} : { idleEveryMs: idleEvery }),
  };
}

/** How often its own servers want to be asked at most says nothing of a mirror or a proxy of the operator's. */
function unbridled(provider: Provider): Provider {
  return { ...provider, limits: { ...provider.limits, minIntervalMs: 0 } };
}

/** What readers are told of it. */
export function sourceMeta({ terms }: Provider): SourceMeta {
  return { ...terms.attribution, licence: terms.licence };
}
