import { describe, expect, it } from 'vitest';
import { closeCodes, leastWaitMs, mayReconnect } from '../../src/protocol/close-codes.ts';

describe('a close code', () => {
  it.each([4400, 4409, 4428, 4430, 4499, 1008, 1009])('%i says not to come back', (code) => {
    expect(mayReconnect(code)).toBe(false);
  });

  it.each([1000, 1001, 1005, 1006, 1011, 1012, 1013, 4399, 4429, 4500, 4508, 4509, 4599])(
    '%i says to come back',
    (code) => {
      expect(mayReconnect(code)).toBe(true);
    },
  );

  it('says to stay away for a minute at the least after too many messages, and after nothing else', () => {
    const waits = Object.values(closeCodes).filter((code) => leastWaitMs(code) > 0);
    expect(waits.map((code) => [code, leastWaitMs(code)])).toEqual([[4429, 60_000]]);
  });

  it('is one that an endpoint may send, by RFC 6455', () => {
    for (const code of Object.values(closeCodes))
      expect((code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || code >= 4000).toBe(true);
  });

  it('has one meaning', () => {
    const codes = Object.values(closeCodes);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
