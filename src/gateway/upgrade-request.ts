/** Reads an upgrade request's parts, and says no to one in plain HTTP. */
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HandshakeRequest } from './handshake.ts';

export interface UpgradeRequest extends HandshakeRequest {
  /** The entity tag of the board that the client holds already, as it sent it. */
  readonly have: string | undefined;
}

/** Never throws, whatever the request says. */
export function readUpgradeRequest({ method, url, headers }: IncomingMessage): UpgradeRequest {
  const target = url ?? '';
  const query = queryOf(target);
  return {
    method: method ?? '',
    path: target.split('?', 1)[0] ?? '',
    board: query.get('board') ?? undefined,
    have: query.get('have') ?? undefined,
    origin: headers.origin,
    host: headers.host,
    protocols: (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim()),
  };
}

/** Of a request's target, the part behind the first question mark. */
export function queryOf(target: string): URLSearchParams {
  const mark = target.indexOf('?');
  return new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1));
}

/** Answers and ends the connection. `retryAfterS`: seconds, for a 503. */
export function refuseUpgrade(
  socket: Duplex,
  {
    status,
    reason,
    retryAfterS,
  }: { readonly status: number; readonly reason: string; readonly retryAfterS: number },
): void {
  const body = JSON.stringify({ error: reason, message: STATUS_CODES[status] ?? '' });
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Access-Control-Allow-Origin: *',
    ...(status === 503 ? [`Retry-After: ${retryAfterS}`] : []),
  ];
  socket.once('finish', () => socket.destroy());
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
