import { expect, it } from 'vitest';
import { withoutBase } from '../../src/gateway/base-path.ts';

it.each([
  ['/a/v1/live?x=/a/', '/a', '/v1/live?x=/a/'],
  ['/v1/live', '/a', '/v1/live'],
  ['/a/a/v1', '/a', '/a/v1'],
  ['/ab/v1', '/a', '/ab/v1'],
  ['/a', '/a', '/a'],
  ['/x/a/v1', '/a', '/x/a/v1'],
  ['/v1/live', '', '/v1/live'],
  ['//v1', '', '//v1'],
])('%s below %j is %s to the routes', (url, basePath, path) => {
  expect(withoutBase(url, basePath)).toBe(path);
});
