/** HTTP statuses as kinds of trouble. */
import { expect, it } from 'vitest';
import { kindOfStatus } from '../../src/system/http-status.ts';

it.each([
  [400, 'rejected'],
  [401, 'rejected'],
  [403, 'rejected'],
  [404, 'not-found'],
  [422, 'rejected'],
  [429, 'throttled'],
  [451, 'rejected'],
  [301, 'status'],
  [418, 'status'],
  [500, 'status'],
  [503, 'status'],
])('takes %i for %s', (status, kind) => {
  expect(kindOfStatus(status)).toBe(kind);
});
