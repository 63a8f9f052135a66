/** The processes of a fleet: one upstream, workers and gateways, in the order in which they can start. */
import { createPart, type Part } from './part.ts';

export interface Parts {
  readonly upstream: Part;
  readonly workers: readonly Part[];
  readonly gateways: readonly Part[];
}

type Variables = Readonly<Record<string, string>>;

/** One worker or gateway for each of the variables, which say how it reaches Redis. They end with `stops`. */
export async function startParts(
  workerVariables: readonly Variables[],
  gatewayVariables: readonly Variables[],
  folder: string,
  stops: (() => unknown)[],
): Promise<Parts> {
  const upstream = await createPart('upstream', 'upstream', {}, folder);
  const make = (role: 'worker' | 'gateway', variables: Variables, index: number) =>
    createPart(role, `${role}-${index + 1}`, { ...variables, DEMO_UPSTREAM_URL: upstream.url }, folder);
  const workers = await Promise.all(workerVariables.map((one, index) => make('worker', one, index)));
  const gateways = await Promise.all(gatewayVariables.map((one, index) => make('gateway', one, index)));
  const parts = [upstream, ...workers, ...gateways];
  stops.push(() => Promise.all(parts.map((part) => part.end('SIGKILL'))));
  await upstream.start();
  await Promise.all([...workers, ...gateways].map((part) => part.start()));
  return { upstream, workers, gateways };
}

export async function allHaveBoard(gateways: readonly Part[]): Promise<boolean> {
  const answers = await Promise.all(gateways.map(({ url }) => fetch(`${url}/v1/boards/front`)));
  return answers.every(({ ok }) => ok);
}
