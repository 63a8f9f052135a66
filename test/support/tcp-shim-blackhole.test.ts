/** What a black hole does to a line, seen from both of its ends. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cleanUp, exchange, makeLine } from './tcp-line.ts';

afterEach(cleanUp);

describe('a black hole', () => {
  it('swallows what both sides say, and ends nothing, also when it is over', async () => {
    const { shim, dial } = await makeLine();
    const [client, server] = await dial();
    shim.blackhole(true);
    client.socket.write('unheard');
    server.socket.write('unheard');
    // More than all buffers on the way: it is read and dropped, not kept.
    await new Promise((resolve) => client.socket.write(Buffer.alloc(32 * 1_048_576), resolve));
    shim.blackhole(false);
    client.socket.write('after a hole');
    await exchange(await dial());
    expect([client.heard, client.told, server.heard, server.told]).toEqual(['', [], '', []]);
    expect(shim.connections()).toBe(2);
  });

  it('accepts new connections and lets them hear nothing, ever', async () => {
    const { shim, dial, dialOnly } = await makeLine();
    shim.blackhole(true);
    const client = await dialOnly();
    client.socket.write('hello?');
    await vi.waitFor(() => expect(shim.connections()).toBe(1));
    shim.blackhole(false);
    await exchange(await dial());
    expect([client.heard, client.told]).toEqual(['', []]);
  });

  it('spares a connection on which nothing was said meanwhile', async () => {
    const { shim, dial } = await makeLine();
    const idle = await dial();
    shim.blackhole(true);
    shim.blackhole(false);
    await exchange(idle);
  });

  it.each(['client', 'server'] as const)('hides that the %s left until it is over', async (who) => {
    const { shim, dial, dialOnly } = await makeLine();
    const [client, server] = await dial();
    const [leaver, stayer] = who === 'client' ? [client, server] : [server, client];
    shim.blackhole(true);
    leaver.socket.destroy();
    const late = await dialOnly();
    await vi.waitFor(() => expect(shim.connections()).toBe(2));
    expect(stayer.told).toEqual([]);
    shim.blackhole(false);
    await vi.waitFor(() => expect(stayer.told).toContain('end'));
    late.socket.destroy();
    await vi.waitFor(() => expect(shim.connections()).toBe(0));
  });
});
