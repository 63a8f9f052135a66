/** The control endpoint of the demo upstream: sets values, calls up faults, tells what was served. For this machine only. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../system/clock.ts';
import { type FaultBoard, faults } from './faults.ts';
import type { DemoProvider } from './formats/answer.ts';
import { misprintStrike } from './misprint.ts';
import type { RequestLog } from './request-log.ts';
import type { SettableWorld } from './world.ts';

export interface ControlParts {
  readonly clock: Clock;
  readonly world: SettableWorld;
  readonly board: FaultBoard;
  readonly requestLog: RequestLog;
  readonly providers: readonly DemoProvider[];
}

/** A command's result, or what it expected instead. */
type Outcome =
  | { readonly ok: true; readonly body: object }
  | { readonly ok: false; readonly expected: string };

/** Adds `/control/set`, `misprint`, `fault` and `clear` (POST, JSON) and `/control/log` (GET) to `app`. */
export function addControl(app: FastifyInstance, parts: ControlParts): void {
  const commands: Readonly<Record<string, (body: unknown, parts: ControlParts) => Outcome>> = {
    set: setValue,
    misprint: setMisprint,
    fault: setFault,
    clear,
  };
  app.register(async (control) => {
    control.addHook('onRequest', refuseStrangers);
    // Left in, a form or a plain request of a page's would be read without the browser asking first.
    control.removeContentTypeParser('text/plain');
    control.setErrorHandler<FastifyError>((error, _request, reply) => {
      if ((error.statusCode ?? 500) >= 500) throw error;
      return sendOutcome(reply, expectedJson);
    });
    for (const [name, command] of Object.entries(commands)) {
      control.post(`/control/${name}`, async (request, reply) =>
        sendOutcome(reply, command(request.body, parts)),
      );
    }
    control.get('/control/log', async (request) => {
      const provider = z.object({ provider: z.string().optional() }).safeParse(request.query).data?.provider;
      return parts.requestLog.all(provider);
    });
  });
}

const expectedJson: Outcome = { ok: false, expected: 'a JSON object, with Content-Type application/json' };

// A page anywhere could reach a port on the reader's machine: by a cross-origin request, which carries an Origin, or by
// a name of its own that it lets point here (DNS rebinding), which shows in Host. A remote peer may forge both.
async function refuseStrangers(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const isStranger =
    request.headers.origin !== undefined ||
    !isLoopbackHost(request.headers.host ?? '') ||
    !isLoopbackAddress(request.socket.remoteAddress ?? '');
  if (isStranger) await reply.code(403).send({ error: 'the control endpoint answers this machine only' });
}

function isLoopbackHost(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i.test(host);
}

function isLoopbackAddress(address: string): boolean {
  return /^(?:::ffff:)?127\.|^::1$/.test(address);
}

function sendOutcome(reply: FastifyReply, outcome: Outcome): FastifyReply {
  return outcome.ok
    ? reply.code(200).send(outcome.body)
    : reply.code(400).send({ error: 'not understood', expected: outcome.expected });
}

const setting = z.object({
  provider: z.string(),
  symbol: z.string().max(64),
  value: z.json(),
});
const plainValue = z.union([z.number(), z.string().regex(/^-?\d{1,15}(\.\d{1,12})?$/)]);

function setValue(body: unknown, { clock, world, providers }: ControlParts): Outcome {
  const { data } = setting.safeParse(body);
  if (data === undefined)
    return refuse('{"provider", "symbol", "value"}, the value a number or decimal text');
  const provider = providers.find(({ id }) => id === data.provider);
  if (provider === undefined) return refuse(providerNames(providers));
  const symbol = provider.symbolOf(data.symbol);
  if (symbol === undefined) return refuse(`symbol: ${provider.expects}`);
  const value = valueText(provider, data.value);
  if (value === undefined)
    return refuse(provider.settingOf ? `value: ${provider.expects}` : 'value: a number or decimal text');
  const override = { value, at: clock.now() };
  world.set(provider.id, symbol, override);
  return { ok: true, body: { provider: provider.id, symbol, ...override } };
}

function valueText({ settingOf }: DemoProvider, value: unknown): string | undefined {
  if (settingOf !== undefined) return settingOf(value);
  const { data } = plainValue.safeParse(value);
  return data === undefined ? undefined : String(data);
}

const calling = z.looseObject({ provider: z.string(), fault: z.string() });

function setFault(body: unknown, { board, clock, providers }: ControlParts): Outcome {
  const { data } = calling.safeParse(body);
  if (data === undefined) return refuse('{"provider", "fault"} and the settings of the fault');
  if (!providers.some(({ id }) => id === data.provider)) return refuse(providerNames(providers));
  const fault = faults.find(({ name }) => name === data.fault);
  if (fault === undefined) return refuse(`fault: one of ${faults.map(({ name }) => name).join(', ')}`);
  const strike = fault.prepare(data, clock.now());
  if (strike === undefined) return refuse(`with ${fault.name}, ${fault.expects}`);
  board.set(data.provider, strike);
  return { ok: true, body: { provider: data.provider, fault: fault.name } };
}

const misprinting = z.object({
  provider: z.string(),
  field: z.string().regex(/^\w{1,40}$/),
  // Nothing that would end the text or the element that it stands in.
  text: z.string().regex(/^[\w.+-]{1,40}$/),
});

function setMisprint(body: unknown, { board, providers }: ControlParts): Outcome {
  const { data } = misprinting.safeParse(body);
  if (data === undefined) return refuse('{"provider", "field", "text"}, what stands in place of its figures');
  const { provider, ...misprint } = data;
  if (!providers.some(({ id }) => id === provider)) return refuse(providerNames(providers));
  board.set(provider, misprintStrike(misprint));
  return { ok: true, body: data };
}

const clearing = z.object({ provider: z.string().optional() });

function clear(body: unknown, { clock, world, board, providers }: ControlParts): Outcome {
  const { data } = clearing.safeParse(body ?? {});
  if (data === undefined) return refuse('{} or {"provider"}');
  const { provider } = data;
  if (provider !== undefined && !providers.some(({ id }) => id === provider)) {
    return refuse(providerNames(providers));
  }
  world.clear(provider, clock.now());
  board.clear(provider);
  return { ok: true, body: { cleared: provider ?? 'all' } };
}

function providerNames(providers: readonly DemoProvider[]): string {
  return `provider: one of ${providers.map(({ id }) => id).join(', ')}`;
}

function refuse(expected: string): Outcome {
  return { ok: false, expected };
}
