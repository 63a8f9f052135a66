import { describe, expect, it } from 'vitest';
import type { ConfigProblem } from '../../src/config/config-problem.ts';
import { type StoreVariables, storePlaceOf, storeSecrets } from '../../src/config/store-place.ts';

function read(given: StoreVariables) {
  const problems: ConfigProblem[] = [];
  return { place: storePlaceOf(given, problems), problems };
}

const plain = { tls: false, database: 0 };

describe('where readings are kept', () => {
  it('is memory where nothing is named', () => {
    expect(read({})).toEqual({ place: { kind: 'memory' }, problems: [] });
  });

  it.each([
    ['redis://h', { ...plain, host: 'h', port: 6_379 }],
    ['h:7000', { ...plain, host: 'h', port: 7_000 }],
    ['rediss://[::1]:6380/3', { tls: true, database: 3, host: '::1', port: 6_380 }],
    ['redis://u:p%40ss%3A@h:1/', { ...plain, host: 'h', port: 1, username: 'u', password: 'p@ss:' }],
    ['redis://:only@h', { ...plain, host: 'h', port: 6_379, password: 'only' }],
  ])('is one Redis at %s', (REDIS_URL, at) => {
    expect(read({ REDIS_URL })).toEqual({ place: { kind: 'single', at }, problems: [] });
  });

  it('is where the sentinels say', () => {
    const REDIS_SENTINELS = 'rediss://u:p@a:1,b,c:3/front';
    expect(read({ REDIS_SENTINELS, REDIS_SENTINEL_PASSWORD: 's' }).place).toEqual({
      kind: 'sentinel',
      nodes: [
        { host: 'a', port: 1 },
        { host: 'b', port: 26_379 },
        { host: 'c', port: 3 },
      ],
      name: 'front',
      as: { tls: true, database: 0, username: 'u', password: 'p' },
      sentinelPassword: 's',
    });
    expect(read({ REDIS_SENTINELS: 'a:1' }).place).toMatchObject({ name: 'mymaster', as: plain });
  });

  it('is a cluster that any of its nodes knows', () => {
    const nodes = [
      { host: 'a', port: 6_379 },
      { host: 'b', port: 2 },
    ];
    expect(read({ REDIS_CLUSTER: 'a,b:2' }).place).toEqual({ kind: 'cluster', nodes, as: plain });
  });

  it.each([
    [{ REDIS_URL: 'http://h' }],
    [{ REDIS_URL: 'redis://' }],
    [{ REDIS_URL: 'redis://h:0' }],
    [{ REDIS_URL: 'redis://h:70000' }],
    [{ REDIS_URL: 'redis://h/front' }],
    [{ REDIS_URL: 'redis://a,b' }],
    [{ REDIS_URL: 'redis://u:%zz@h' }],
    [{ REDIS_URL: 'redis://h?x=1' }],
    [{ REDIS_SENTINELS: 'a:1,,b' }],
    [{ REDIS_CLUSTER: 'a:1/0' }],
    [{ REDIS_URL: 'redis://:secret@a', REDIS_CLUSTER: 'b' }],
  ])('is refused in one line, and nothing of it repeated: %j', (given) => {
    const { place, problems } = read(given);
    expect(place).toEqual({ kind: 'memory' });
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toMatch(/secret|received/);
  });

  it('names its secrets to who must not print them', () => {
    expect(storeSecrets(read({}).place)).toEqual([]);
    expect(storeSecrets(read({ REDIS_URL: 'redis://:one@h' }).place)).toEqual(['one']);
    const sentinels = { REDIS_SENTINELS: 'redis://:one@h', REDIS_SENTINEL_PASSWORD: 'two' };
    expect(storeSecrets(read(sentinels).place)).toEqual(['one', 'two']);
  });
});
