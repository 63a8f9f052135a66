/** MET Norway's provider asked for one place, over a network that holds one forecast. */
import { metno } from '../../src/providers/metno.ts';
import type { Answer, Place } from '../../src/providers/provider.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { fakeNetwork, noon } from './fake-http.ts';
import { type MetnoBody, metnoBody } from './metno-body.ts';

export const path = '/weatherapi/locationforecast/2.0/compact';
export const hourMs = 3_600_000;
export const oslo: Place = { lat: 59.91, lon: 10.75, altitude: 12, zone: 'Europe/Oslo' };
export const from = noon - hourMs;
export const body = () => metnoBody({ from, hours: 60, sixes: 24 });

export async function ask(
  broken: MetnoBody | UpstreamError,
  { now = noon + 20 * 60_000, place = oslo }: { now?: number; place?: Place } = {},
): Promise<Answer> {
  const answer = broken instanceof UpstreamError ? broken : JSON.stringify(broken);
  const { context } = fakeNetwork({ [path]: answer }, { now });
  const [only] = await metno.fetch([{ id: 'weather:oslo', symbol: 'oslo', place }], context);
  if (only === undefined) throw new Error('no answer');
  return only;
}

export async function observed(...args: Parameters<typeof ask>) {
  const answer = await ask(...args);
  if (!answer.ok) throw new Error(answer.refusal.message);
  const { detail, value } = answer.observation;
  if (detail?.kind !== 'weather' || value.kind !== 'weather') throw new Error('no weather');
  return { ...answer.observation, value, detail };
}

export const refusalOf = async (...args: Parameters<typeof ask>) => {
  const answer = await ask(...args);
  return answer.ok ? undefined : answer.refusal.kind;
};
