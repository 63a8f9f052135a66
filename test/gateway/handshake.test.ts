import { describe, expect, it } from 'vitest';
import { admissionsOf } from '../../src/gateway/catalogue.ts';
import { type HandshakeSituation, judgeHandshake, judgeStream } from '../../src/gateway/handshake.ts';
import { hostileOrigins } from './hostile-origins.ts';
import { catalogue, front, money, newsroom } from './rig.ts';

const situation: HandshakeSituation = {
  path: '/v1/live',
  boards: catalogue.boards,
  admissions: admissionsOf(catalogue.sites),
  allowNoOrigin: true,
  draining: false,
  hasState: true,
  connectionsLeft: 1,
  connectionsLeftForAddress: 1,
  rateLeft: true,
};
const request = {
  method: 'GET',
  path: '/v1/live',
  board: 'front',
  origin: newsroom,
  host: 'strip.example',
  protocols: ['masthead.v1'],
};

describe('a handshake', () => {
  it('is accepted with the items of its board', () => {
    expect(judgeHandshake(request, situation)).toEqual({ ok: true, items: front });
  });

  it.each([
    ['path', 404, { path: '/v1/live/' }, {}],
    ['method', 405, { method: 'POST' }, {}],
    ['origin', 403, { origin: 'https://evil.example' }, {}],
    ['origin', 403, { origin: undefined }, { allowNoOrigin: false }],
    ['board', 404, { board: 'nothing' }, {}],
    ['board', 404, { board: undefined }, {}],
    ['board-of-other-site', 403, { board: 'money' }, {}],
    ['subprotocol', 400, { protocols: ['masthead.v2', 'chat'] }, {}],
    ['draining', 503, {}, { draining: true }],
    ['no-state', 503, {}, { hasState: false }],
    ['full', 503, {}, { connectionsLeft: 0 }],
    ['address', 503, {}, { connectionsLeftForAddress: 0 }],
    ['rate', 503, {}, { rateLeft: false }],
  ] as const)('is refused for its %s with %i', (reason, status, asked, found) => {
    expect(judgeHandshake({ ...request, ...asked }, { ...situation, ...found })).toEqual({
      ok: false,
      status,
      reason,
    });
  });

  it('is told of its own fault before the load is looked at, so that it does not come back', () => {
    const verdict = judgeHandshake({ ...request, origin: 'null' }, { ...situation, draining: true });
    expect(verdict).toMatchObject({ status: 403 });
  });

  it('without an origin may have any board', () => {
    const verdict = judgeHandshake({ ...request, origin: undefined, board: 'money' }, situation);
    expect(verdict).toEqual({ ok: true, items: money });
  });

  it('finds its protocol among several', () => {
    expect(judgeHandshake({ ...request, protocols: ['masthead.v2', 'masthead.v1'] }, situation).ok).toBe(
      true,
    );
  });

  it.each(hostileOrigins)('is refused for the origin %j', (origin) => {
    expect(judgeHandshake({ ...request, origin }, situation)).toMatchObject({
      status: 403,
      reason: 'origin',
    });
  });
});

describe('a page of the host itself', () => {
  const own = { ...request, origin: 'https://strip.example', board: 'money' };

  it('may have any board, over TLS or not', () => {
    expect(judgeHandshake(own, situation)).toEqual({ ok: true, items: money });
    expect(judgeHandshake({ ...own, origin: 'http://strip.example' }, situation).ok).toBe(true);
  });

  it.each([undefined, '', 'strip.example:443', 'STRIP.example', 'news.example'])(
    'is none where the request names the host %j',
    (host) => {
      expect(judgeHandshake({ ...own, host }, situation)).toMatchObject({ status: 403, reason: 'origin' });
    },
  );

  it('is none by an origin without a host', () => {
    expect(judgeHandshake({ ...own, origin: 'https://', host: '' }, situation).ok).toBe(false);
  });
});

describe('a stream', () => {
  const alone = { ...situation, pipelined: false };

  it('is accepted with the items of its board, whoever asks', () => {
    expect(judgeStream('money', alone)).toEqual({ ok: true, items: money });
  });

  it('is refused for a board that is not there before anything else', () => {
    const verdict = judgeStream('nothing', { ...alone, draining: true });
    expect(verdict).toEqual({ ok: false, status: 404, reason: 'board' });
  });

  it('is refused behind an answer that has not ended', () => {
    const verdict = judgeStream('front', { ...alone, pipelined: true });
    expect(verdict).toEqual({ ok: false, status: 400, reason: 'pipelined' });
  });

  it.each([
    ['draining', { draining: true }],
    ['no-state', { hasState: false }],
    ['full', { connectionsLeft: 0 }],
    ['address', { connectionsLeftForAddress: 0 }],
    ['rate', { rateLeft: false }],
  ])('is refused for its %s with 503', (reason, found) => {
    expect(judgeStream('front', { ...alone, ...found })).toEqual({ ok: false, status: 503, reason });
  });
});

describe('the list of origins', () => {
  it('is kept in the spelling of browsers', () => {
    const admissions = admissionsOf([
      { id: 'a', origins: ['HTTPS://News.Example:443/', 'http://bücher.example'], boards: ['front'] },
    ]);
    expect([...admissions.keys()]).toEqual(['https://news.example', 'http://xn--bcher-kva.example']);
  });

  it('gives an origin of two sites the boards of both', () => {
    const site = { origins: [newsroom] };
    const admissions = admissionsOf([
      { id: 'a', ...site, boards: ['front'] },
      { id: 'b', ...site, boards: ['money'] },
    ]);
    expect([...(admissions.get(newsroom) ?? [])]).toEqual(['front', 'money']);
  });

  it.each(['null', '*', 'file:///etc', 'data:text/html,x'])('takes no %s', (origin) => {
    expect(() => admissionsOf([{ id: 'a', origins: [origin], boards: [] }])).toThrow();
  });
});
