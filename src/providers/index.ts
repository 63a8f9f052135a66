/** The registry: every provider there is. Its ids are the provider names that config allows. */
import { ecb } from './ecb.ts';
import { kraken } from './kraken.ts';
import { metno } from './metno.ts';
import type { Provider } from './provider.ts';
import { twelvedata } from './twelvedata.ts';

export const providers: readonly Provider[] = [ecb, kraken, metno, twelvedata];

const byId: ReadonlyMap<string, Provider> = new Map(providers.map((provider) => [provider.id, provider]));

/** Undefined where no provider has that id. */
export function providerById(id: string): Provider | undefined {
  return byId.get(id);
}
