import { describe, expect, it } from 'vitest';
import { createStandingBodies } from '../../src/worker/standing-bodies.ts';
import { makeAnswer, makeHttp, makeProvider } from '../support/worker-rig.ts';

const request = { contentTypes: [] };
const fixing = { kind: 'fixing' } as never;

/** Over an upstream that says `text` at `confirmedAt`; tells when what it says counts as said. */
function open(overrides = {}, cadence = makeProvider().cadence) {
  const http = makeHttp();
  const bodies = createStandingBodies({ provider: makeProvider(overrides), cadence });
  return async (text: string, confirmedAt: number, path = '/q', query = {}) => {
    http.answer = async () => makeAnswer({ text, confirmedAt });
    return (await bodies.over(http).get(path, { ...request, query })).confirmedAt;
  };
}

describe('a body of an open market', () => {
  it('that is the last one again is as of when it first came, until another comes', async () => {
    const says = open();
    expect(await says('a', 1_000)).toBe(1_000);
    expect(await says('a', 2_000)).toBe(1_000);
    expect(await says('b', 3_000)).toBe(3_000);
    expect(await says('a', 4_000)).toBe(4_000);
  });

  it('is compared with what the same address said, its query included', async () => {
    const says = open();
    await says('a', 1_000);
    expect(await says('a', 2_000, '/other')).toBe(2_000);
    expect(await says('a', 3_000, '/q', { pair: 'X' })).toBe(3_000);
    expect(await says('a', 4_000)).toBe(1_000);
  });

  it('is not dated ahead of a clock that was set back', async () => {
    const says = open();
    await says('a', 9_000);
    expect(await says('a', 1_000)).toBe(1_000);
    expect(await says('a', 9_500)).toBe(1_000);
  });

  it('is forgotten after sixty-three other addresses', async () => {
    const says = open();
    await says('a', 1_000, '/first');
    for (let index = 0; index < 63; index += 1) await says('a', 1_000, `/${index}`);
    expect(await says('a', 2_000, '/first')).toBe(1_000);
    for (let index = 0; index < 64; index += 1) await says('a', 1_000, `/${index}`);
    expect(await says('a', 3_000, '/first')).toBe(3_000);
  });
});

it.each([
  ['a list of warnings', open({ kinds: ['alerts'] })],
  ['a fixing', open({}, fixing)],
])('%s may stand still: it is as of when it was last said', async (_what, says) => {
  await says('a', 1_000);
  expect(await says('a', 2_000)).toBe(2_000);
});
