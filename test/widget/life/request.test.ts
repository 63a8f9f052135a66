import { beforeEach, describe, expect, it } from 'vitest';
import type { HttpAnswer } from '../../../widget/env.ts';
import { request } from '../../../widget/life/request.ts';
import { settle } from '../../support/fake-clock.ts';
import { type FakeEnv, fakeEnv } from '../fake-env.ts';

const url = 'https://host/v1/boards/front';
let env: FakeEnv;
let got: (HttpAnswer | undefined)[];
let signals: AbortSignal[];

beforeEach(() => {
  env = fakeEnv();
  got = [];
  signals = [];
  const { getJson } = env;
  env.getJson = (address, signal) => {
    signals.push(signal);
    return getJson(address, signal);
  };
});

const ask = () => request(env, url, (answer) => got.push(answer));

describe('a request', () => {
  it('calls with the answer, and leaves no timer', async () => {
    env.answers.set('/boards/front', { body: 'a board' });
    ask();
    await settle();
    expect(got).toMatchObject([{ status: 200, body: 'a board' }]);
    expect(env.clock.pending()).toBe(0);
  });

  it('calls with nothing where nothing answers, at the latest after ten seconds', async () => {
    ask();
    await settle();
    expect(got).toEqual([undefined]);
    env.silent = true;
    ask();
    await env.clock.advanceAsync(9999);
    expect(got).toHaveLength(1);
    await env.clock.advanceAsync(1);
    expect(got).toEqual([undefined, undefined]);
  });

  it('is given up where it is cancelled: it calls no more, and nothing of it goes on', async () => {
    env.silent = true;
    const cancel = ask();
    cancel();
    expect([signals.map(({ aborted }) => aborted), env.clock.pending()]).toEqual([[true], 0]);
    await settle();
    expect(got).toEqual([]);
  });
});
