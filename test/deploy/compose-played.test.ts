import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { hasValue } from '../../src/protocol/reading.ts';
import type { BoardSnapshot } from '../../src/protocol/snapshot.ts';
import { until } from '../support/redis/until.ts';
import { readCompose, readImage } from './compose-file.ts';
import { type Play, playCompose } from './compose-play.ts';

describe('the demonstration as a fleet, played', () => {
  let play: Play;
  beforeAll(async () => {
    play = await playCompose(readCompose('compose.yaml'), readImage());
  });
  afterAll(() => play?.stop());

  it.each(['gateway-1', 'gateway-2'])('shows values through %s', async (gateway) => {
    await until('the board has values', async () => {
      const answer = await fetch(`${play.url(gateway, 8_080)}/v1/boards/front`);
      const { demo: isDemo, items } = (await answer.json()) as BoardSnapshot;
      return isDemo && items.filter((item) => hasValue(item) && item.value.kind === 'quote').length > 5;
    });
  });

  it.each(['gateway-1', 'gateway-2'])(
    'lets readers of the newsroom follow %s, and no strangers',
    async (gateway) => {
      const url = `${play.url(gateway, 8_080).replace('http', 'ws')}/v1/live?board=front`;
      const reader = new WebSocket(url, 'masthead.v1', { origin: play.url('newsroom', 8_082) });
      const [hello] = (await once(reader, 'message')) as [Buffer];
      reader.terminate();
      expect(JSON.parse(hello.toString())).toMatchObject({ t: 'hello', demo: true });
      const stranger = new WebSocket(url, 'masthead.v1', { origin: 'https://elsewhere.example' });
      await expect(once(stranger, 'open')).rejects.toThrow(/403/);
    },
  );

  it('has a newsroom whose pages load the strip from a gateway', async () => {
    const page = await (await fetch(`${play.url('newsroom', 8_082)}/`)).text();
    expect(page).toContain(`src="${play.url('gateway-1', 8_080)}/v1/masthead.js"`);
    expect((await fetch(`${play.url('gateway-1', 8_080)}/v1/masthead.js`)).status).toBe(200);
  });

  it('has one worker that polls and one that waits', async () => {
    const leading = await Promise.all(
      ['worker-1', 'worker-2'].map(async (worker) => {
        const answer = await fetch(`${play.url(worker, 8_081)}/status.json`);
        return ((await answer.json()) as { leader: boolean }).leader;
      }),
    );
    expect(leading.toSorted()).toEqual([false, true]);
  });
});
