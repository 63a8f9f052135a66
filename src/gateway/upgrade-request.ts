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
  const mark = target.indexOf('?');
  const query = new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1));
  return {
    method: method ?? '',
    path: mark < 0 ? target : target.slice(0, mark),
    board: query.get('board') ?? undefined,
    have: query.get('have') ?? undefined,
    origin: headers.origin,
    protocols: (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim()),
  };
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
    ...(status === 503 ? [`Retry-After: ${retryAfterS}`] : []),
  ];
  socket.once('finish', () => socket.destroy());
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
