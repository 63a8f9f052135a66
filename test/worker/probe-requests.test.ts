import { describe, expect, it } from 'vitest';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { createProbeRequests } from '../../src/worker/probe-requests.ts';
import { makeAnswer, makeHttp } from '../support/worker-rig.ts';

const request = { contentTypes: [] };

/** An upstream that leaves the paths in `broken` unanswered; each try wants all paths in order, whatever fails. */
function open(paths = ['/a', '/b', '/c']) {
  const http = makeHttp();
  const broken = new Set<string>(paths);
  const failure = { error: new UpstreamError('network', 'no connection') };
  http.answer = async (path) => {
    if (broken.has(path)) throw failure.error;
    return makeAnswer({});
  };
  const probeOf = createProbeRequests();
  const tryAll = async (isFailing = true) => {
    const from = http.asked.length;
    const probe = probeOf(http, isFailing);
    const got: string[] = [];
    for (const path of paths) {
      await probe.http.get(path, request).then(
        () => got.push(path),
        (error: unknown) => expect(error).toBe(failure.error),
      );
    }
    probe.ended();
    return { asked: http.asked.slice(from), got };
  };
  return { broken, failure, tryAll };
}

describe('a try of a feed that fails', () => {
  it('asks once where nothing is answered, and for another address each time', async () => {
    const { tryAll } = open();
    const tries = [await tryAll(), await tryAll(), await tryAll(), await tryAll()];
    expect(tries.map(({ asked }) => asked)).toEqual([['/a'], ['/b'], ['/c'], ['/a']]);
  });

  it('asks for the same again where it wants but one', async () => {
    const { tryAll } = open(['/only']);
    expect([await tryAll(), await tryAll()].map(({ asked }) => asked)).toEqual([['/only'], ['/only']]);
  });

  it('goes on with all the rest as soon as one is answered', async () => {
    const { broken, tryAll } = open();
    await tryAll();
    broken.clear();
    expect(await tryAll()).toEqual({ asked: ['/b', '/c'], got: ['/b', '/c'] });
    expect((await tryAll()).got).toEqual(['/a', '/b', '/c']);
  });

  it('is not kept from the others by an address that is broken for good', async () => {
    const { broken, tryAll } = open();
    await tryAll();
    broken.delete('/c');
    expect((await tryAll()).got).toEqual([]);
    expect((await tryAll()).got).toEqual(['/c']);
  });

  it('asks on after a no that is an answer', async () => {
    const { failure, tryAll } = open();
    failure.error = new UpstreamError('not-found', 'no such product', { status: 404 });
    expect((await tryAll()).asked).toEqual(['/a', '/b', '/c']);
  });
});

it('a feed that is well asks for all it wants', async () => {
  const { tryAll } = open();
  expect((await tryAll(false)).asked).toEqual(['/a', '/b', '/c']);
  expect((await tryAll(false)).asked).toEqual(['/a', '/b', '/c']);
});
