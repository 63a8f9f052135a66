import { beforeEach, describe, expect, it } from 'vitest';
import {
  createSnapshotClient,
  type Outcome,
  type SnapshotClient,
} from '../../../widget/life/snapshot-client.ts';
import { settle } from '../../support/fake-clock.ts';
import { type FakeEnv, fakeEnv } from '../fake-env.ts';

let env: FakeEnv;
let client: SnapshotClient;
let outcome: Outcome;
/** What happens while an answer is taken. */
let meanwhile: () => void;

beforeEach(() => {
  env = fakeEnv();
  env.chance = 0.5;
  outcome = 'good';
  meanwhile = () => {};
  client = createSnapshotClient(env, 'https://host/v1/boards/front', () => {
    meanwhile();
    return outcome;
  });
});

/** How many requests have been made once so many ms have passed. */
const askedAfter = async (ms: number) => {
  await settle();
  await env.clock.advanceAsync(ms);
  await settle();
  return env.asked.length;
};

describe('a board’s snapshots', () => {
  it('are asked for until one has come, later each time, and soon again after the next failure', async () => {
    outcome = 'failed';
    client.load();
    expect([await askedAfter(499), await askedAfter(1), await askedAfter(999), await askedAfter(1)]).toEqual([
      1, 2, 2, 3,
    ]);
    outcome = 'good';
    expect(await askedAfter(2000)).toBe(4);
    outcome = 'failed';
    client.load();
    expect([await askedAfter(0), await askedAfter(500)]).toEqual([5, 6]);
  });

  it('are asked for at once and then as often as was said, also where one fails', async () => {
    client.poll(40_000);
    expect([await askedAfter(39_999), await askedAfter(1)]).toEqual([1, 2]);
    outcome = 'failed';
    expect([await askedAfter(40_000), await askedAfter(39_999), await askedAfter(1)]).toEqual([3, 3, 4]);
  });

  it('are asked for by one request at a time where the pace is changed while it is under way', async () => {
    env.silent = true;
    client.poll(40_000);
    client.poll(60_000);
    expect(await askedAfter(0)).toBe(1);
  });

  it('are owed still where one is asked for while another is taken', async () => {
    meanwhile = () => {
      client.load();
      meanwhile = () => {
        outcome = 'failed';
      };
    };
    client.load();
    expect([await askedAfter(0), await askedAfter(499), await askedAfter(1)]).toEqual([2, 2, 3]);
  });

  it('are asked for anew after as short a wait as ever where nobody wanted them meanwhile', async () => {
    outcome = 'failed';
    client.poll(40_000);
    expect(await askedAfter(400_000)).toBe(11);
    client.poll(0);
    client.retry();
    expect([await askedAfter(499), await askedAfter(1)]).toEqual([11, 12]);
  });

  it('are asked for no more once it is stopped, whatever was owed and however it is held', async () => {
    client.poll(40_000);
    client.load();
    client.stop();
    for (const isHeld of [true, false]) client.hold(isHeld);
    expect([await askedAfter(600_000), env.clock.pending()]).toEqual([2, 0]);
  });
});
