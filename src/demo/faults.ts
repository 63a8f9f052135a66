/** What can go wrong with an upstream, as a list: each fault turns a good answer into what reaches the client. */
import { z } from 'zod';
import type { DemoAnswer } from './formats/answer.ts';

/** How an answer leaves: whole, perhaps late; not at all; or cut off in the middle of the body. */
export type Delivery =
  | { readonly kind: 'send'; readonly answer: DemoAnswer; readonly afterMs: number }
  | { readonly kind: 'cut' }
  | { readonly kind: 'reset'; readonly answer: DemoAnswer };

/** An answer as it is, and as it is due to this client: a 304 without a body where the client has it already. */
export interface Due {
  readonly whole: DemoAnswer;
  readonly due: DemoAnswer;
}

/** A fault with its settings chosen. */
export type Strike = (answer: Due) => Delivery;

export interface Fault {
  readonly name: string;
  /** The settings it takes beside its name, in words. */
  readonly expects: string;
  /** undefined where the settings are not what it expects. */
  prepare(settings: unknown): Strike | undefined;
}

function fault<S>(
  name: string,
  expects: string,
  settings: z.ZodType<S>,
  strike: (answer: Due, settings: S) => Delivery,
): Fault {
  return {
    name,
    expects,
    prepare(raw) {
      const parsed = settings.safeParse(raw);
      return parsed.success ? (answer) => strike(answer, parsed.data) : undefined;
    },
  };
}

const nothing = z.object({});
const html = { 'content-type': 'text/html; charset=utf-8' };
// Such a page comes with 200 from hosts that think they talk to a browser.
const page =
  '<!doctype html><html><head><title>Just a moment</title></head><body><p>Checking your browser.</p></body></html>';

export const faults: readonly Fault[] = [
  fault('stop', 'no settings: every connection is closed without an answer', nothing, () => ({
    kind: 'cut',
  })),
  fault(
    'slow',
    'ms: how long each answer waits, 1 to 600000',
    z.object({ ms: z.number().int().min(1).max(600_000) }),
    ({ due }, { ms }) => ({ kind: 'send', answer: due, afterMs: ms }),
  ),
  fault(
    'status',
    'status: 400 to 599; retryAfter, if any: seconds, or an HTTP date',
    z.object({
      status: z.number().int().min(400).max(599),
      retryAfter: z
        .union([
          z.number().int().min(0),
          z
            .string()
            .max(60)
            .regex(/^[\x20-\x7e]*$/),
        ])
        .optional(),
    }),
    (_answer, { status, retryAfter }) =>
      send({
        status,
        headers: { ...html, ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }) },
        body: `<html><body><h1>${status}</h1></body></html>`,
      }),
  ),
  fault('html', 'no settings: a page with status 200', nothing, () =>
    send({ status: 200, headers: html, body: page }),
  ),
  fault('broken', 'no settings: half of the body, as if it were whole', nothing, ({ whole }) =>
    send(damaged({ ...whole, body: whole.body.slice(0, Math.floor(whole.body.length / 2)) })),
  ),
  fault('reset', 'no settings: the connection is reset in the middle of the body', nothing, ({ whole }) => ({
    kind: 'reset',
    answer: damaged(whole),
  })),
];

function send(answer: DemoAnswer): Delivery {
  return { kind: 'send', answer, afterMs: 0 };
}

// Its values count as not served.
function damaged({ status, headers, body }: DemoAnswer): DemoAnswer {
  return { status, headers, body };
}

/** Which fault each provider has now; at most one. */
export interface FaultBoard {
  set(provider: string, strike: Strike): void;
  /** All where none is named. */
  clear(provider?: string): void;
  strike(provider: string, answer: Due): Delivery;
}

export function createFaultBoard(): FaultBoard {
  const strikes = new Map<string, Strike>();
  return {
    set: (provider, strike) => void strikes.set(provider, strike),
    clear: (provider) => (provider === undefined ? strikes.clear() : void strikes.delete(provider)),
    strike: (provider, answer) => strikes.get(provider)?.(answer) ?? send(answer.due),
  };
}
