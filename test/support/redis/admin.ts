/** One command to one Redis node over a connection of its own; knows no meaning of any command. */
import { createClient } from 'redis';

export interface AdminAddress {
  readonly port: number;
  /** The default user without a password where there is none. */
  readonly login?: { readonly username: string; readonly password: string };
}

const timeoutMs = 10_000;

/**
 * Answers as RESP2 does: text, number, null or lists of these. Rejects with the node's own error, and after 10 s where the
 * node is silent.
 */
export async function sendAdmin({ port, login }: AdminAddress, args: readonly string[]): Promise<unknown> {
  const client = createClient({
    RESP: 2,
    socket: { host: '127.0.0.1', port, reconnectStrategy: false, connectTimeout: 2_000 },
    disableClientInfo: true,
    ...login,
  });
  // Each error also rejects the call under way; without a listener it would end the process.
  client.on('error', () => {});
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis on ${port} gave no answer to ${args[0]}`)), timeoutMs);
  });
  try {
    return await Promise.race([client.connect().then(() => client.sendCommand(args)), silence]);
  } finally {
    clearTimeout(timer);
    if (client.isOpen) client.destroy();
  }
}
