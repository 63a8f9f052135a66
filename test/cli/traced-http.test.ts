import { describe, expect, it } from 'vitest';
import { traceHttp, withoutKey } from '../../src/cli/traced-http.ts';
import { systemClock } from '../../src/system/clock.ts';

describe('a traced request', () => {
  it('is told without the key, however the key is spelled in it', async () => {
    const key = 'a+b/c d=&';
    const answer = { status: 200, contentType: 'x', text: '', confirmedAt: 0, freshUntil: undefined };
    const http = traceHttp({ get: async () => ({ ...answer, from: 'network' }) }, systemClock, key);
    await http.get('/p', { query: { symbol: 'A', apikey: key }, contentTypes: [] });
    expect(http.exchanges()[0]?.target).toBe('/p?symbol=A&apikey=***');
    expect(withoutKey(`x ${encodeURIComponent(key)} ${key}`, key)).toBe('x *** ***');
    expect(withoutKey('as it is', undefined)).toBe('as it is');
  });
});
