import { describe, expect, it } from 'vitest';
import { createRefusedOrigins } from '../../src/gateway/refused-origins.ts';
import { type LogFields, silentLog } from '../../src/system/log.ts';
import { connect } from './reader.ts';
import { catalogue, newsroom, startRig } from './rig.ts';

function setup() {
  const warnings: (LogFields | undefined)[] = [];
  const log = { ...silentLog, warn: (_event: string, fields?: LogFields) => void warnings.push(fields) };
  return { warnings, log };
}

describe('refused origins', () => {
  it('are named once each', () => {
    const { warnings, log } = setup();
    const { refused } = createRefusedOrigins(log);
    for (let n = 0; n < 100; n += 1) refused('origin', 'https://a.example');
    refused('board-of-other-site', 'https://b.example');
    expect(warnings).toEqual([
      { origin: 'https://a.example', reason: 'origin' },
      { origin: 'https://b.example', reason: 'board-of-other-site' },
    ]);
  });

  it('are named for what they are, not for a gateway that is busy or a client without an origin', () => {
    const { warnings, log } = setup();
    const { refused } = createRefusedOrigins(log);
    for (const reason of ['full', 'rate', 'board', 'subprotocol']) refused(reason, newsroom);
    refused('origin', undefined);
    expect(warnings).toEqual([]);
  });

  it('fill no log, however many somebody makes up and however long they are', () => {
    const { warnings, log } = setup();
    const { refused } = createRefusedOrigins(log);
    for (let n = 0; n < 1_000; n += 1) refused('origin', `https://${n}.${'x'.repeat(7_000)}.example`);
    expect(warnings).toHaveLength(20);
    expect(JSON.stringify(warnings).length).toBeLessThan(4_000);
    expect(warnings.map((fields) => fields?.last)).toEqual([...Array(19).fill(undefined), true]);
  });

  it('are named by a gateway, and again once it has read its config anew', async () => {
    const { warnings, log } = setup();
    const { gateway } = await startRig({ log });
    const tryFrom = async (origin: string, query?: string) =>
      expect(
        connect(gateway, { headers: { origin }, ...(query === undefined ? {} : { query }) }),
      ).rejects.toThrow('status 403');
    await tryFrom('https://other.example');
    await tryFrom('https://other.example');
    await tryFrom(newsroom, 'board=money');
    expect(warnings).toEqual([
      { origin: 'https://other.example', reason: 'origin' },
      { origin: newsroom, reason: 'board-of-other-site' },
    ]);
    gateway.recatalogue(catalogue);
    await tryFrom('https://other.example');
    expect(warnings.slice(2)).toEqual([{ origin: 'https://other.example', reason: 'origin' }]);
  });
});
