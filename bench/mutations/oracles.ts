/** Which oracle judges which provider's values: a provider without one is an error. */
import { metalertsOracle, nwsAlertsOracle } from './alert-oracles.ts';
import { ecbOracle, frankfurterOracle, treasuryOracle } from './fixing-oracles.ts';
import type { Oracle } from './published.ts';
import { coinbaseOracle, coingeckoOracle, krakenOracle, twelvedataOracle } from './quote-oracles.ts';
import { metnoOracle, nwsOracle } from './weather-oracles.ts';

const byProvider: Readonly<Record<string, Oracle>> = {
  coinbase: coinbaseOracle,
  coingecko: coingeckoOracle,
  ecb: ecbOracle,
  frankfurter: frankfurterOracle,
  kraken: krakenOracle,
  metalerts: metalertsOracle,
  metno: metnoOracle,
  nws: nwsOracle,
  'nws-alerts': nwsAlertsOracle,
  treasury: treasuryOracle,
  twelvedata: twelvedataOracle,
};

/** Throws an Error where there is none. */
export function oracleOf(provider: string): Oracle {
  const oracle = byProvider[provider];
  if (oracle === undefined) throw new Error(`nobody judges ${provider}`);
  return oracle;
}
