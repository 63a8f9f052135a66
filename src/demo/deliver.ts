/** Puts an answer on the wire: compressed where the client takes it, late, cut off or reset where a fault says so. */
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Cancel, Clock } from '../system/clock.ts';
import type { Delivery } from './faults.ts';
import type { DemoAnswer } from './formats/answer.ts';

export interface Wire {
  readonly clock: Clock;
  /** Answers that are held back; whoever stops the server cancels them. */
  readonly waiting: Set<Cancel>;
}

/** Sends the answer as its delivery says; `acceptEncoding` is the client's header. */
export function deliver(
  response: ServerResponse,
  delivery: Delivery,
  acceptEncoding: string,
  { clock, waiting }: Wire,
): void {
  switch (delivery.kind) {
    case 'cut':
      response.destroy();
      break;
    case 'reset':
      sendHalf(response, delivery.answer, clock.now(), () => response.socket?.resetAndDestroy());
      break;
    case 'truncate':
      sendHalf(response, delivery.answer, clock.now(), () => response.socket?.end());
      break;
    case 'drip':
      drip(response, delivery.answer, delivery.byteEveryMs, { clock, waiting });
      break;
    case 'flood':
      flood(response, delivery.answer, delivery.bytes, clock.now());
      break;
    case 'send': {
      const send = () => sendAnswer(response, delivery.answer, /\bgzip\b/.test(acceptEncoding), clock.now());
      if (delivery.afterMs === 0) send();
      else hold(delivery.afterMs, send, { clock, waiting });
    }
  }
}

function hold(ms: number, send: () => void, { clock, waiting }: Wire): void {
  const cancel = clock.after(ms, () => {
    waiting.delete(cancel);
    send();
  });
  waiting.add(cancel);
}

function sendAnswer(response: ServerResponse, answer: DemoAnswer, isGzipTaken: boolean, now: number): void {
  const { body, headers } = encoded(answer, isGzipTaken, now);
  response.writeHead(answer.status, headers);
  response.end(body);
}

// Promises the whole body and sends half of it.
function sendHalf(response: ServerResponse, answer: DemoAnswer, now: number, end: () => void): void {
  const { body, headers } = encoded(answer, false, now);
  response.writeHead(answer.status, { ...headers, 'content-length': body.length });
  response.write(body.subarray(0, Math.floor(body.length / 2)), end);
}

function drip(response: ServerResponse, answer: DemoAnswer, byteEveryMs: number, wire: Wire): void {
  const { body, headers } = encoded(answer, false, wire.clock.now());
  response.writeHead(answer.status, headers);
  const bytes = body.values();
  const stop = wire.clock.every(byteEveryMs, () => {
    const { value, done } = bytes.next();
    if (done) response.end();
    else response.write(Buffer.of(value));
  });
  wire.waiting.add(stop);
  response.on('close', () => {
    stop();
    wire.waiting.delete(stop);
  });
}

const chunk = Buffer.alloc(65_536, ' ');

// White space after a JSON or XML body is allowed: nothing but its length is wrong with it.
function flood(response: ServerResponse, answer: DemoAnswer, bytes: number, now: number): void {
  const { body, headers } = encoded(answer, false, now);
  response.writeHead(answer.status, headers);
  response.write(body);
  let left = bytes;
  const pour = () => {
    while (left > 0 && !response.destroyed) {
      left -= chunk.length;
      if (!response.write(chunk)) return;
    }
    response.end();
  };
  response.on('drain', pour);
  pour();
}

// The date is the clock's own, because clients read Expires against it.
function encoded(answer: DemoAnswer, isGzipTaken: boolean, now: number) {
  const plain = Buffer.from(answer.body, 'utf8');
  const dated = { ...answer.headers, date: new Date(now).toUTCString() };
  if (!isGzipTaken || plain.length === 0) return { body: plain, headers: dated };
  return { body: gzipSync(plain), headers: { ...dated, 'content-encoding': 'gzip' } };
}
