import { describe, expect, it } from 'vitest';
import { rawUpgrade, readUntil, validKey } from './raw-socket.ts';
import { connect, untilReaders } from './reader.ts';
import { newsroom, startRig } from './rig.ts';

describe('connections', () => {
  it('of one address are limited, with a time to come back, and free again once one leaves', async () => {
    const { gateway, clock, metric } = await startRig({ limits: { maxPerAddress: 2 } });
    const [first, second] = await Promise.all([connect(gateway), connect(gateway)]);
    await expect(connect(gateway)).rejects.toThrow('status 503');
    const socket = await rawUpgrade(gateway);
    expect((await readUntil(socket, '}')).toString()).toMatch(/^HTTP\/1\.1 503 .*\r\nRetry-After: \d+\r\n/s);
    expect(await metric('handshakes_total{result="address",transport="websocket"}')).toBe(2);
    first?.ws.close();
    await untilReaders(gateway, 1);
    const third = await connect(gateway);
    for (const reader of [second, third]) reader?.ws.close();
    await untilReaders(gateway, 0);
    clock.advance(10_000);
    await Promise.all([connect(gateway), connect(gateway)]);
  });

  it('of one address that come and go leave the rate to others', async () => {
    const limits = { maxPerAddress: 2, trustedProxies: ['127.0.0.1'] };
    const { gateway, clock } = await startRig({ limits });
    const comeAndGo = async (address: string) => {
      const { ws } = await connect(gateway, { headers: { 'x-forwarded-for': address } });
      ws.terminate();
      await untilReaders(gateway, 0);
    };
    for (let times = 1; times <= 4; times += 1) await comeAndGo('203.0.113.1');
    await expect(comeAndGo('203.0.113.1')).rejects.toThrow('status 503');
    await comeAndGo('203.0.113.2');
    clock.advance(10_000);
    await comeAndGo('203.0.113.1');
  });

  it('behind a listed proxy count for the reader, and a forged header changes nothing', async () => {
    const { gateway } = await startRig({ limits: { maxPerAddress: 1, trustedProxies: ['127.0.0.1'] } });
    const from = (list: string) => connect(gateway, { headers: { 'x-forwarded-for': list } });
    await from('203.0.113.1');
    await from('203.0.113.2');
    await expect(from('198.51.100.7, 203.0.113.2')).rejects.toThrow('status 503');
  });

  it('behind a listed proxy count for that where so many headers come that its own may be cut off', async () => {
    const { gateway } = await startRig({ limits: { maxPerAddress: 1, trustedProxies: ['127.0.0.1'] } });
    const from = async (forged: string, fillers: number) => {
      const filling = Array.from({ length: fillers }, (_, index) => `a${index}: 1`);
      const headers = [validKey, `X-Forwarded-For: ${forged}`, ...filling, 'X-Forwarded-For: 203.0.113.1'];
      return (await readUntil(await rawUpgrade(gateway, headers), '\r\n')).toString();
    };
    expect(await from('198.51.100.7', 10)).toMatch(/^HTTP\/1\.1 101 /);
    expect(await from('198.51.100.8', 10)).toMatch(/^HTTP\/1\.1 503 /);
    expect(await from('198.51.100.9', 100)).toMatch(/^HTTP\/1\.1 101 /);
    expect(await from('198.51.100.10', 100)).toMatch(/^HTTP\/1\.1 503 /);
  });

  it('of one IPv6 network count together, and a proxy may name the port as well', async () => {
    const { gateway } = await startRig({ limits: { maxPerAddress: 1, trustedProxies: ['127.0.0.1'] } });
    const from = (hop: string) => connect(gateway, { headers: { 'x-forwarded-for': hop } });
    await from('2001:db8:1:2::1');
    await expect(from('[2001:db8:1:2:3:4:5:6]:443')).rejects.toThrow('status 503');
    await from('[2001:db8:1:3::1]:443');
    await from('203.0.113.1:51234');
    await from('203.0.113.2:51234');
    await expect(from('203.0.113.2:51235')).rejects.toThrow('status 503');
  });

  it('in all are limited', async () => {
    const { gateway } = await startRig({ limits: { maxConnections: 1 } });
    await connect(gateway);
    await expect(connect(gateway)).rejects.toThrow('status 503');
  });

  it('come no faster than the handshake rate', async () => {
    const { gateway, clock } = await startRig({ limits: { handshakesPerS: 20 } });
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => connect(gateway)));
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBe(2);
    clock.advance(50);
    await connect(gateway);
    await expect(connect(gateway)).rejects.toThrow('status 503');
  });

  it('without an origin can be switched off', async () => {
    const { gateway } = await startRig({ limits: { allowNoOrigin: false } });
    await expect(connect(gateway)).rejects.toThrow('status 403');
    await connect(gateway, { headers: { origin: newsroom } });
  });

  it('that are no proper WebSocket are refused and counted', async () => {
    const { gateway, metric } = await startRig();
    const socket = await rawUpgrade(gateway, ['Sec-WebSocket-Key: short']);
    expect((await readUntil(socket, '\r\n')).toString()).toMatch(/^HTTP\/1\.1 400 /);
    expect(await metric('handshakes_total{result="malformed",transport="websocket"}')).toBe(1);
    expect(gateway.readers()).toBe(0);
  });

  it('survive a client with thousands of headers', async () => {
    const { gateway } = await startRig();
    const socket = await rawUpgrade(
      gateway,
      Array.from({ length: 2001 }, (_, index) => `a${index}: 1`),
    );
    expect((await readUntil(socket, '\r\n')).toString()).toMatch(/^HTTP\/1\.1 (?:431|400) /);
    await (await connect(gateway)).next('snap');
  });
});
