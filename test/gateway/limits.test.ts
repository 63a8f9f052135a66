import { expect, it } from 'vitest';
import { defaultLimits, tcpConnectionsWithin, withinFiles } from '../../src/gateway/limits.ts';
import { maxOpenFiles } from '../../src/system/open-files.ts';

it('leaves a quarter of the files that may be open to all that is no reader, and else the limits as they are', () => {
  expect(withinFiles(defaultLimits, 1_024)).toEqual({ ...defaultLimits, maxConnections: 768 });
  for (const enough of [undefined, 65_536]) expect(withinFiles(defaultLimits, enough)).toEqual(defaultLimits);
});

it('leaves an eighth of them to all that is no connection of the public port', () => {
  expect(tcpConnectionsWithin(1_024)).toBe(896);
  expect(tcpConnectionsWithin(undefined)).toBe(Number.POSITIVE_INFINITY);
});

it('the number of files that may be open is what the system says, where it says one', () => {
  const said = (soft: string) => () =>
    `Limit   Soft Limit   Hard Limit   Units\nMax open files            ${soft}   9999   files \n`;
  expect(maxOpenFiles(said('1024'))).toBe(1_024);
  expect(maxOpenFiles(said('unlimited'))).toBeUndefined();
  expect(
    maxOpenFiles(() => {
      throw new Error('ENOENT');
    }),
  ).toBeUndefined();
  if (process.platform === 'linux') expect(maxOpenFiles()).toBeGreaterThan(0);
});
