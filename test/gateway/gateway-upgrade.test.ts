import { describe, expect, it } from 'vitest';
import { hostileOrigins } from './hostile-origins.ts';
import { connect, open } from './reader.ts';
import { money, newsroom, startRig } from './rig.ts';

describe('an upgrade', () => {
  it('from a page of the site is accepted', async () => {
    const { gateway, metric } = await startRig();
    await connect(gateway, { headers: { origin: newsroom } });
    expect(gateway.readers()).toBe(1);
    expect(await metric('handshakes_total{result="accepted",transport="websocket"}')).toBe(1);
    expect(await metric('connections')).toBe(1);
  });

  it('under a base path is accepted whether the proxy before it keeps that or strips it', async () => {
    const { gateway } = await startRig({ basePath: '/strip' });
    await (await connect(gateway)).next('snap');
    await (await connect(gateway, { path: '/../v1/live' })).next('snap');
    await expect(connect(gateway, { path: '/../stripe/v1/live' })).rejects.toThrow('status 404');
    await expect(connect(gateway, { path: '/v1/live/' })).rejects.toThrow('status 404');
  });

  it('for a board of another site is refused', async () => {
    const { gateway } = await startRig();
    const headers = { origin: newsroom };
    await expect(connect(gateway, { query: 'board=money', headers })).rejects.toThrow('status 403');
    const paper = { origin: 'https://paper.example:8443' };
    const reader = await connect(gateway, { query: 'board=money', headers: paper });
    expect((await reader.next('snap')).items.map(({ id }) => id)).toEqual(money);
  });

  it('without the protocol is refused', async () => {
    const { gateway } = await startRig();
    await expect(connect(gateway, { protocols: [] })).rejects.toThrow('status 400');
    await expect(connect(gateway, { protocols: ['masthead.v9'] })).rejects.toThrow('status 400');
  });

  it('is refused while there is nothing to show', async () => {
    const { gateway } = await startRig({
      wrap: (store) => ({ watch: store.watch, load: () => new Promise(() => {}) }),
    });
    await expect(connect(gateway)).rejects.toThrow('status 503');
  });

  it('from any of many hostile origins is refused before a socket is made', async () => {
    const { gateway, metric } = await startRig();
    // What Node's own client refuses to send is covered where the decision is tested by itself.
    const sendable = hostileOrigins.filter((origin) => /^[\t\x20-\x7e\x80-\xff]*$/.test(origin));
    expect(sendable.length).toBeGreaterThanOrEqual(40);
    for (const origin of sendable) {
      const attempt = open(gateway, { headers: { origin } });
      await expect(attempt.opened, origin).rejects.toThrow('status 403');
      expect(attempt.messages).toEqual([]);
    }
    expect(gateway.readers()).toBe(0);
    expect(await metric('handshakes_total{result="origin",transport="websocket"}')).toBe(sendable.length);
  });
});
