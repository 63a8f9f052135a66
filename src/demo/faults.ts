/** What can go wrong with an upstream, as a list: each fault turns a good answer into what reaches the client. */
import { z } from 'zod';
import { formatTroubles } from './format-troubles.ts';
import type { DemoAnswer } from './formats/answer.ts';

/**
 * How an answer leaves: whole, perhaps late; not at all; cut off in the middle of the body by a reset or by a plain end;
 * byte by byte; or followed by `bytes` more of the same.
 */
export type Delivery =
  | { readonly kind: 'send'; readonly answer: DemoAnswer; readonly afterMs: number }
  | { readonly kind: 'cut' }
  | { readonly kind: 'reset'; readonly answer: DemoAnswer }
  | { readonly kind: 'truncate'; readonly answer: DemoAnswer }
  | { readonly kind: 'drip'; readonly answer: DemoAnswer; readonly byteEveryMs: number }
  | { readonly kind: 'flood'; readonly answer: DemoAnswer; readonly bytes: number };

/** An answer as it is, and as it is due to this client: a 304 without a body where the client has it already. */
export interface Due {
  readonly provider: string;
  readonly whole: DemoAnswer;
  readonly due: DemoAnswer;
  /** What the same request would be answered at another moment, or with every value set to another. */
  again(other: { readonly now?: number; readonly value?: string }): DemoAnswer;
}

/** A fault with its settings chosen. */
export type Strike = (answer: Due) => Delivery;

export interface Fault {
  readonly name: string;
  /** The settings it takes beside its name, in words. */
  readonly expects: string;
  /** undefined where the settings are not what it expects. `now` is the moment at which the fault begins. */
  prepare(settings: unknown, now: number): Strike | undefined;
}

function fault<S>(
  name: string,
  expects: string,
  settings: z.ZodType<S>,
  strike: (answer: Due, settings: S, now: number) => Delivery,
): Fault {
  return {
    name,
    expects,
    prepare(raw, now) {
      const parsed = settings.safeParse(raw);
      return parsed.success ? (answer) => strike(answer, parsed.data, now) : undefined;
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
  fault(
    'truncated',
    'no settings: half of the body, then an end that looks orderly',
    nothing,
    ({ whole }) => ({
      kind: 'truncate',
      answer: damaged(whole),
    }),
  ),
  fault(
    'drip',
    'byteEveryMs, if any: the pause between two bytes of the body, 1 to 60000; default 1000',
    z.object({ byteEveryMs: z.number().int().min(1).max(60_000).default(1_000) }),
    ({ whole }, { byteEveryMs }) => ({ kind: 'drip', answer: damaged(whole), byteEveryMs }),
  ),
  fault('not-modified', 'no settings: 304 to everyone, asked for or not', nothing, ({ whole }) =>
    send({ status: 304, headers: whole.headers, body: '' }),
  ),
  fault('wrong-type', 'no settings: the right body, called a picture', nothing, ({ whole }) =>
    send(damaged({ ...whole, headers: { ...whole.headers, 'content-type': 'image/png' } })),
  ),
  fault('own-error', "no settings: the provider's own way to say no, with status 200", nothing, (answer) =>
    send({ status: 200, headers: answer.whole.headers, body: troublesOf(answer).ownError }),
  ),
  fault(
    'empty',
    "no settings: well formed in the provider's own way, with nothing in it",
    nothing,
    (answer) => send({ status: 200, headers: answer.whole.headers, body: troublesOf(answer).empty }),
  ),
  fault(
    'frozen',
    'no settings: what was served at this moment, for ever',
    nothing,
    ({ again }, _settings, now) => send(again({ now })),
  ),
  fault(
    'older',
    'ms, if any: how much older than before each answer is, 1 to 604800000; default an hour',
    z.object({ ms: z.number().int().min(1).max(604_800_000).default(3_600_000) }),
    ({ again }, { ms }, now) => send(again({ now: now - ms })),
  ),
  fault(
    'impossible',
    'value, if any: what every figure becomes; default -999999',
    z.object({
      value: z
        .string()
        .regex(/^-?\d{1,12}(\.\d{1,6})?$/)
        .default('-999999'),
    }),
    ({ again }, { value }) => send(damaged(again({ value }))),
  ),
  fault(
    'huge',
    'megabytes, if any: how much follows the body, 1 to 1000; default 100',
    z.object({ megabytes: z.number().int().min(1).max(1_000).default(100) }),
    ({ whole }, { megabytes }) => ({ kind: 'flood', answer: damaged(whole), bytes: megabytes * 1_048_576 }),
  ),
  fault('deep', 'no settings: a body nested a hundred thousand levels deep', nothing, ({ whole }) =>
    send(damaged({ ...whole, body: nested(whole, 100_000) })),
  ),
];

function nested({ headers }: DemoAnswer, levels: number): string {
  const isXml = (headers['content-type'] ?? '').includes('xml');
  return isXml ? '<a>'.repeat(levels) + '</a>'.repeat(levels) : '['.repeat(levels) + ']'.repeat(levels);
}

function troublesOf({ provider }: Due) {
  return formatTroubles[provider] ?? { empty: '{}', ownError: '{}' };
}

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
