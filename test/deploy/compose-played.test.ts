import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
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
    play = await playCompose(readCompose('compose.yaml', { USER: 'ana' }), readImage());
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

  const item = 'quote:BTC-USD';
  const why = ['--reason', 'wrong month'];
  const shownBy = async (gateway: string): Promise<string | undefined> => {
    const answer = await fetch(`${play.url(gateway, 8_080)}/v1/boards/front`);
    return ((await answer.json()) as BoardSnapshot).items.find(({ id }) => id === item)?.state;
  };
  const reaches = (state: string) =>
    until(
      `both gateways show ${state}`,
      async () => {
        const states = await Promise.all(['gateway-1', 'gateway-2'].map(shownBy));
        return states.every((shown) => shown === state);
      },
      2_000,
    );

  it.each([
    ['hold', 'held'],
    ['release', 'live'],
    ['withdraw', 'withdrawn'],
  ])(
    "takes an operator's %s, which readers see at either gateway within two seconds",
    async (kind, state) => {
      const given = await play.once('operator', kind, item, ...why);
      expect(given).toEqual({ code: 0, said: `${item}: ${kind} done\n` });
      await reaches(state);
    },
  );

  it('lists what stands, by whom and why', async () => {
    const { said } = await play.once('operator', 'held');
    expect(said).toMatch(/^ {2}quote:BTC-USD +withdrawn +ana@\S+ .* wrong month$/m);
  });

  it.each(['worker-1', 'gateway-1'])('refuses an order by the login of %s', async (service) => {
    const { code, said } = await play.once(service, 'release', item, ...why, '--as', 'somebody');
    expect({ code, said }).toEqual({
      code: 1,
      said: expect.stringMatching(/^Redis lets this user give no orders; .*operator/),
    });
    expect(await shownBy('gateway-1')).toBe('withdrawn');
  });

  it("keeps what was shown, and what was ordered, over a worker's restart", async () => {
    const shown = play.file('worker-1', '/app/data/shown');
    const audit = play.file('worker-1', '/app/data/audit.jsonl');
    const kindsIn = async () =>
      (await readFile(audit, 'utf8'))
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { kind: string }).kind);
    const record = async () => {
      const names = (await readdir(shown)).sort();
      return (await Promise.all(names.map((name) => readFile(`${shown}/${name}`, 'utf8')))).join('');
    };
    await until('the orders are noted', async () => (await kindsIn()).length === 3);
    await until('they are recorded', async () => /"withdrawn"/.test(await record()));
    const before = await record();
    const moment = new Date().toISOString();

    await play.restart('worker-1');
    await until('it records on', async () => (await record()).length > before.length);
    expect((await record()).startsWith(before)).toBe(true);
    expect(await play.once('operator', 'release', item, ...why)).toMatchObject({ code: 0 });
    await reaches('live');
    await until(
      'nothing is noted twice',
      async () => (await kindsIn()).join() === 'hold,release,withdraw,release',
    );

    const { code, said } = await play.once('operator', 'shown', '--at', moment);
    expect(code).toBe(0);
    expect(said).toMatch(/^ {2}quote:BTC-USD +.*withdrawn/m);
    // Four programs start in here, one after the other.
  }, 60_000);
});
