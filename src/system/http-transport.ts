/** The only outgoing network: one GET, bounded in time and size, never redirected, never to a private address. */
import http from 'node:http';
import https from 'node:https';
import axios, { type AxiosResponse, isAxiosError } from 'axios';
import { guardedLookup, isPrivateLiteral } from './address-guard.ts';
import { UpstreamError } from './upstream-error.ts';

export interface TransportOptions {
  readonly host: string;
  readonly userAgent: string;
  readonly privateHosts?: readonly string[];
  readonly deadlineMs?: number;
  readonly maxBytes?: number;
}

export interface Transport {
  /** Any status resolves; throws an UpstreamError of kind timeout, network, too-large or blocked. `atMost`: bytes, in place of `maxBytes`. */
  send(url: URL, headers: Readonly<Record<string, string>>, atMost?: number): Promise<AxiosResponse<string>>;
  close(): void;
}

/**
 * Three times the largest answer about one place on record (150 KB). While several feeds of a host are sent rubbish,
 * bytes that wait for the collector fill the memory: with two mebibytes each, 30 MB within seconds.
 */
const usualMaxBytes = 512 * 1_024;

export function createTransport(options: TransportOptions): Transport {
  const { host, deadlineMs = 5_000, maxBytes = usualMaxBytes, privateHosts = [], userAgent } = options;
  const named = privateHosts.includes(host);
  const agents = {
    httpAgent: new http.Agent({ keepAlive: true, maxSockets: 4 }),
    httpsAgent: new https.Agent({ keepAlive: true, maxSockets: 4 }),
  };
  return {
    async send(url, headers, atMost = maxBytes) {
      // A name is judged when it is resolved; an address never is, so it is judged here.
      if (!named && isPrivateLiteral(host)) {
        throw new UpstreamError('blocked', `${host} is a private address`);
      }
      const deadline = AbortSignal.timeout(deadlineMs);
      try {
        return await axios.get<string>(url.href, {
          ...agents,
          headers: { 'User-Agent': userAgent, ...headers },
          // axios' own timeout does not bound a body that drips in: the signal bounds the whole.
          signal: deadline,
          maxContentLength: atMost,
          maxRedirects: 0,
          proxy: false,
          responseType: 'text',
          validateStatus: () => true,
          ...(named ? {} : { lookup: guardedLookup as never }),
        });
      } catch (error) {
        throw troubleOf(error, host, deadline.aborted);
      }
    },
    close() {
      agents.httpAgent.destroy();
      agents.httpsAgent.destroy();
    },
  };
}

/** axios' errors carry the whole request, keys included: none of it may pass on but the host and a code. */
function troubleOf(error: unknown, host: string, late: boolean): UpstreamError {
  if (late) return new UpstreamError('timeout', `${host} did not answer in time`);
  if (!isAxiosError(error)) return new UpstreamError('network', `${host} could not be asked`);
  if (error.cause instanceof UpstreamError) return error.cause;
  if (error.message.startsWith('maxContentLength')) {
    return new UpstreamError('too-large', `${host} sent more than allowed`);
  }
  return new UpstreamError('network', `${host}: ${error.code ?? 'connection failed'}`);
}
