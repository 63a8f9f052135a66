/** The registry: every provider there is. Its ids are the provider names that config allows. */
import { coinbase } from './coinbase.ts';
import { coingecko } from './coingecko.ts';
import { ecb } from './ecb.ts';
import { frankfurter } from './frankfurter.ts';
import { kraken } from './kraken.ts';
import { metalerts } from './metalerts.ts';
import { metno } from './metno.ts';
import { nws } from './nws.ts';
import { nwsAlerts } from './nws-alerts.ts';
import type { Provider } from './provider.ts';
import { treasury } from './treasury.ts';
import { twelvedata } from './twelvedata.ts';

export const providers: readonly Provider[] = [
  coinbase,
  coingecko,
  ecb,
  frankfurter,
  kraken,
  metalerts,
  metno,
  nws,
  nwsAlerts,
  treasury,
  twelvedata,
];

const byId: ReadonlyMap<string, Provider> = new Map(providers.map((provider) => [provider.id, provider]));

/** Undefined where no provider has that id. */
export function providerById(id: string): Provider | undefined {
  return byId.get(id);
}
