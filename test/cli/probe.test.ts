import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningDemo } from '../../src/cli/demo-parts.ts';
import { probe } from '../../src/cli/probe.ts';
import { controlUpstream } from '../support/upstream-control.ts';
import { configOf, demoConfig, folderOf, run, startQuietDemo } from './cli-rig.ts';

let demo: RunningDemo;
beforeAll(async () => {
  demo = await startQuietDemo();
});
afterAll(() => demo.stop());

const canary = 'CANARY-51c2';
const variables = { MASTHEAD_CONTACT: 'desk@example.com', TWELVEDATA_API_KEY: canary };

async function probed(args: readonly string[], asked: readonly string[] = ['kraken', 'metno', 'twelvedata']) {
  const file = await configOf(demoConfig(demo.upstream.baseUrl(), asked));
  return run(probe, [...args, '--config', file], { variables });
}

describe('masthead probe', () => {
  it('shows the request, what HTTP said, the values, and that they would be shown', async () => {
    const { code, text } = await probed(['kraken', 'XBTUSD']);
    expect(code).toBe(0);
    expect(text).toMatch(/^kraken at http:\/\/127\.0\.0\.1:\d+\/kraken$/m);
    expect(text).toMatch(/^GET \/0\/public\/Ticker\?pair=XBTUSD$/m);
    expect(text).toMatch(/^ {2}200 application\/json, \d+ bytes, .*\d+ ms$/m);
    expect(text).toMatch(/quote:BTC-USD +XBTUSD +\d+\.\d+ .*since utcDayOpen .*realtime +admitted$/m);
  });

  it('names why a symbol is refused, and fails where nothing usable came', async () => {
    const some = await probed(['kraken', 'XBTUSD', 'NOPE']);
    expect(some.code).toBe(0);
    expect(some.text).toMatch(/quote:NOPE +NOPE +– +refused as not-found: unknown pair$/m);
    expect((await probed(['kraken', 'NOPE'])).code).toBe(1);
  });

  it('asks for a place of the config, and names a near one', async () => {
    const { code, text } = await probed(['metno', 'la-paz-bo']);
    expect(code).toBe(0);
    expect(text).toMatch(/weather:la-paz-bo +la-paz-bo +-?[\d.]+ °C .*model +admitted$/m);
    await expect(probed(['metno', 'la-paz-bx'])).rejects.toThrowError(
      /no place la-paz-bx, did you mean la-paz-bo\?/,
    );
  });

  it('tells an answer that is none by its kind', async () => {
    await control('fault', { provider: 'kraken', fault: 'status', status: 503 });
    const { code, text } = await probed(['kraken']);
    await control('clear', {});
    expect(code).toBe(1);
    expect(text).toMatch(/^refused as a whole, status: .*503$/m);
  });

  it('keeps the body with its URL and date, and a key nowhere', async () => {
    const folder = await folderOf();
    const { code, text } = await probed(['twelvedata', 'SPX', '--save', folder]);
    const body = await readFile(path.join(folder, 'twelvedata-1.json'), 'utf8');
    const about = await readFile(path.join(folder, 'twelvedata-1.about.json'), 'utf8');
    expect(code).toBe(0);
    expect(JSON.parse(body)).toMatchObject({ symbol: 'SPX' });
    expect(JSON.parse(about)).toMatchObject({
      url: expect.stringMatching(/\/twelvedata\/quote\?symbol=SPX/),
      askedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      status: 200,
      body: 'twelvedata-1.json',
    });
    for (const told of [text, body, about]) expect(told).not.toContain(canary);
  });

  it('does not ask a provider that is off or that there is not', async () => {
    await expect(run(probe, ['kraken'])).rejects.toThrowError(/kraken is off: its terms .* are not accepted/);
    await expect(run(probe, ['krakn'])).rejects.toThrowError(
      'there is no provider krakn, did you mean kraken?',
    );
    await expect(run(probe, [])).rejects.toMatchObject({ name: 'UsageError' });
    await expect(run(probe, ['ecb', '--sav', 'x'])).rejects.toThrowError('probe has no option --sav');
  });
});

function control(command: string, body: object): Promise<void> {
  return controlUpstream(demo.upstream.baseUrl(), command, body);
}
