/** A client that speaks to the gateway in bytes; knows no WebSocket library. */
import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import type { Gateway } from '../../src/gateway/gateway.ts';

/** The one that RFC 6455 has as its example. */
export const validKey = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';

/** A socket of our own making, to say what a WebSocket library would not. */
export async function rawUpgrade(gateway: Gateway, headers: readonly string[] = []): Promise<Socket> {
  const socket = connectTcp(Number(new URL(gateway.url()).port), '127.0.0.1');
  await once(socket, 'connect');
  const lines = [
    'GET /v1/live?board=front HTTP/1.1',
    'Host: x',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Protocol: masthead.v1',
    ...(headers.length === 0 ? [validKey] : headers),
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  return socket;
}

/** Resolves with all that came, as soon as `marker` is in it or the other end closes. */
export async function readUntil(socket: Socket, marker: string | Buffer): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  return new Promise((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (bytes.includes(marker)) resolve(bytes);
    });
    socket.once('close', () => resolve(bytes));
  });
}

/** A close frame with its code: opcode 8, two bytes of payload. */
export function closeFrame(code: number): Buffer {
  return Buffer.from([0x88, 0x02, code >> 8, code & 0xff]);
}
