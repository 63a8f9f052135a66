/** A day of weather and warnings, read back from the upstream's side: the rules of MET Norway and of the US service. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metalerts } from '../../src/providers/metalerts.ts';
import { metno } from '../../src/providers/metno.ts';
import { nws } from '../../src/providers/nws.ts';
import { nwsAlerts } from '../../src/providers/nws-alerts.ts';
import type { PlannedItem } from '../../src/worker/plan.ts';
import type { Exchange } from './recording-proxy.ts';
import { openRig, type Rig } from './rig.ts';

const daySeconds = 86_400;
const oslo = { lat: 59.913868412, lon: 10.752245399, altitude: 23.4, zone: 'Europe/Oslo' };
const washington = { lat: 38.907191234, lon: -77.036871234, altitude: 22, zone: 'America/New_York' };
const item = (id: PlannedItem['id'], place: typeof oslo, provider: string): PlannedItem => ({
  id,
  cls: id.startsWith('weather') ? 'weather' : 'alerts',
  place,
  sources: [{ provider, symbol: id }],
});

describe('in a day', () => {
  let rig: Rig;
  let exchanges: readonly Exchange[];
  let byUrl: ReadonlyMap<string, readonly Exchange[]>;
  const of = (provider: string) => exchanges.filter(({ url }) => url.startsWith(`/${provider}/`));

  beforeAll(async () => {
    rig = await openRig(
      [metno, metalerts, nws, nwsAlerts],
      [
        item('weather:oslo-no', oslo, 'metno'),
        item('weather:washington-us', washington, 'nws'),
        item('alerts:oslo-no', oslo, 'metalerts'),
        item('alerts:washington-us', washington, 'nws-alerts'),
      ],
    );
    await rig.pass(daySeconds);
    exchanges = rig.exchanges;
    byUrl = grouped(exchanges);
  }, 120_000);
  afterAll(() => rig?.close());

  it('everybody is asked, and nothing goes wrong', () => {
    expect(rig.lines.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([]);
    for (const provider of ['metno', 'metalerts', 'nws', 'nws-alerts']) {
      expect(of(provider).length).toBeGreaterThan(20);
    }
    expect(rig.published.length).toBeGreaterThan(20);
  });

  it('nobody is asked without our name and a contact', () => {
    for (const { asked } of exchanges) {
      expect(asked['user-agent']).toMatch(/^Masthead\/\d[\w.-]* \(\+desk@example\.com\)$/);
    }
  });

  it('no coordinate has more than four decimals', () => {
    expect(exchanges.filter(({ url }) => /\d\.\d{5,}/.test(decodeURIComponent(url)))).toEqual([]);
    expect(of('metno')[0]?.url).toContain('lat=59.9139&lon=10.7522');
  });

  it('nothing is asked for again before it expires', () => {
    for (const [, same] of byUrl) {
      same.slice(1).forEach((next, index) => {
        expect(next.at).toBeGreaterThanOrEqual(expiryOf(same[index]));
      });
    }
  });

  it('what has a date or a tag is asked for with exactly those', () => {
    let conditional = 0;
    for (const [, same] of byUrl) {
      let validators: Exchange['answered'] = {};
      for (const { asked, answered, status } of same) {
        expect(asked['if-modified-since']).toBe(validators['last-modified']);
        expect(asked['if-none-match']).toBe(validators.etag);
        if (asked['if-modified-since'] ?? asked['if-none-match']) conditional += 1;
        if (status === 200) validators = answered;
      }
    }
    expect(conditional).toBeGreaterThan(50);
  });

  it('nobody is asked on second 0 of a minute, nor in an even step', () => {
    expect(exchanges.filter(({ at }) => new Date(at).getUTCSeconds() === 0)).toEqual([]);
    const steps = of('nws-alerts').map(({ at }, index, all) => at - (all[index - 1]?.at ?? 0));
    expect(new Set(steps.slice(1)).size).toBeGreaterThan(5);
  });

  it('the Norwegian list is asked for at most every ten minutes, and a forecast about twice an hour', () => {
    const gaps = of('metalerts').map(({ at }, index, all) => at - (all[index - 1]?.at ?? 0));
    expect(Math.min(...gaps.slice(1))).toBeGreaterThanOrEqual(600_000);
    expect(of('metno').length).toBeLessThanOrEqual(60);
  });

  it('no host sees more than ten requests in a second', () => {
    const inSecond = new Map<string, number>();
    for (const { at, url } of exchanges) {
      const key = `${url.split('/')[1]?.replace('-alerts', '').replace('alerts', 'no')} ${at}`;
      inSecond.set(key, (inSecond.get(key) ?? 0) + 1);
    }
    expect(Math.max(...inSecond.values())).toBeLessThanOrEqual(10);
  });
});

function grouped(exchanges: readonly Exchange[]): ReadonlyMap<string, readonly Exchange[]> {
  const groups = new Map<string, Exchange[]>();
  for (const exchange of exchanges) groups.set(exchange.url, [...(groups.get(exchange.url) ?? []), exchange]);
  return groups;
}

/** By the answer's own headers, ms since the epoch. */
function expiryOf(exchange: Exchange | undefined): number {
  if (exchange === undefined) return 0;
  const { at, answered } = exchange;
  const maxAge = /max-age=(\d+)/.exec(answered['cache-control'] ?? '')?.[1];
  if (maxAge !== undefined) return at + Number(maxAge) * 1000;
  const expires = Date.parse(answered.expires ?? '');
  // Headers count in whole seconds.
  return Number.isNaN(expires) ? 0 : expires - 1_000;
}
