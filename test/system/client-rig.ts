/** An HTTP client before a local server, for the tests of the client; everything is closed after each test. */
import type { OutgoingHttpHeaders, RequestListener } from 'node:http';
import { inspect } from 'node:util';
import { onTestFinished } from 'vitest';
import { createHttpClient, type HttpClient, type HttpClientOptions } from '../../src/system/http-client.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import { startUpstream, type Upstream } from './start-upstream.ts';

export const json = { contentTypes: ['application/json'] };

/** Runs after the test, the last one first. */
export function afterThis(...tasks: readonly (() => Promise<void> | void)[]): void {
  for (const task of tasks) onTestFinished(task);
}

export interface Rig {
  readonly upstream: Upstream;
  readonly client: HttpClient;
  readonly clock: FakeClock;
  readonly outcomes: readonly string[];
}

export async function serve(answer: RequestListener, options: Partial<HttpClientOptions> = {}): Promise<Rig> {
  const upstream = await startUpstream(answer);
  const clock = fakeClock();
  const outcomes: string[] = [];
  const client = createHttpClient({
    baseUrl: upstream.baseUrl,
    userAgent: 'Masthead/9.9 (+desk@example.com)',
    privateHosts: ['127.0.0.1'],
    clock,
    onRequest: (outcome) => outcomes.push(outcome),
    ...options,
  });
  afterThis(upstream.close, () => client.close());
  return { upstream, client, clock, outcomes };
}

/** Answers all requests with one status, headers and body. */
export function answerWith(status: number, headers: OutgoingHttpHeaders = {}, body: string | Buffer = '{}') {
  const listener: RequestListener = (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body);
  };
  return listener;
}

export async function troubleOf(work: Promise<unknown>): Promise<UpstreamError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UpstreamError)) throw new Error(`not an UpstreamError: ${inspect(error)}`);
  return error;
}
