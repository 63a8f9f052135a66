import { expect, it } from 'vitest';
import { createRequestLog, type LoggedRequest, maxLogged, redacted } from '../../src/demo/request-log.ts';
import { createWorld } from '../../src/demo/world.ts';

const logged = (at: number, provider = 'kraken'): LoggedRequest => ({
  at,
  provider,
  path: '/',
  query: {},
  status: 200,
  userAgent: '',
  conditional: false,
});

it('the log keeps the last thousand requests, oldest first', () => {
  const log = createRequestLog();
  for (let at = 0; at < maxLogged + 5; at += 1) log.add(logged(at));
  expect(log.all()).toHaveLength(1000);
  expect(log.all()[0]?.at).toBe(5);
  expect(log.all().at(-1)?.at).toBe(1004);
});

it('the log can be read for one provider', () => {
  const log = createRequestLog();
  log.add(logged(1, 'ecb'));
  log.add(logged(2, 'kraken'));
  expect(log.all('ecb').map(({ at }) => at)).toEqual([1]);
});

it('keys are taken out of a query, however they are written', () => {
  expect(redacted({ symbol: 'A', apikey: 's', APIKEY: 's', token: 's' })).toEqual({
    symbol: 'A',
    apikey: '***',
    APIKEY: '***',
    token: '***',
  });
});

it('a world holds a bounded number of values set by hand and drops the oldest', () => {
  const world = createWorld(1);
  for (let n = 0; n <= 1000; n += 1) world.set('metno', `${n},0`, { value: '1', at: n });
  expect(world.override('metno', '0,0')).toBeUndefined();
  expect(world.override('metno', '1,0')).toBeDefined();
  expect(world.override('metno', '1000,0')).toBeDefined();
});
