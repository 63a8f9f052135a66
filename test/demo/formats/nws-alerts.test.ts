import { describe, expect, it } from 'vitest';
import { nwsAlerts } from '../../../src/demo/formats/nws-alerts.ts';
import { createWorld } from '../../../src/demo/world.ts';
import { parseAlerts } from '../../../src/providers/nws-alert-features.ts';
import { ask, bodyOf } from '../ask.ts';

const path = '/alerts/active';
const now = Date.UTC(2026, 10, 23, 12, 20);
const hourMs = 3_600_000;
const washington = '38.9072,-77.0369';
const newYork = '40.7128,-74.006';

type Options = Partial<Parameters<typeof ask>[3]>;
const get = (point: string, options: Options = {}) => ask(nwsAlerts, path, { point }, { now, ...options });
const read = (point: string, options: Options = {}) =>
  parseAlerts(get(point, options).body).map(({ alert }) => alert);
const worldWith = (value: unknown, symbol = newYork) => {
  const world = createWorld(7);
  world.set('nws-alerts', symbol, { value: nwsAlerts.settingOf?.(value) ?? '', at: now });
  return world;
};

describe('the alerts of a point', () => {
  it('are none, but one of the least severity near Washington', () => {
    expect(read(newYork)).toEqual([]);
    expect(read(washington)).toMatchObject([{ event: 'Coastal Flood Advisory', severity: 'minor' }]);
    expect(read('38.7,-77.2')).toHaveLength(1);
  });

  it('are a collection with a title and the moment of its last change', () => {
    const body = bodyOf<{ type: string; title: string; updated: string }>(get(newYork));
    expect(body).toMatchObject({
      type: 'FeatureCollection',
      title: expect.stringContaining('40.7128 N, 74.006 W'),
    });
    expect(Date.parse(body.updated)).toBeLessThanOrEqual(now);
  });

  it('keep the one near Washington in force at any moment, each update naming the one before', () => {
    for (let hour = 0; hour < 30; hour += 1) {
      const at = now + hour * hourMs;
      const [alert] = read(washington, { now: at });
      expect(alert?.onset).toBeLessThanOrEqual(at);
      expect(alert?.until).toBeGreaterThan(at);
    }
    const raw = (at: number) =>
      bodyOf<{ features: { properties: { id: string; references: { identifier: string }[] } }[] }>(
        get(washington, { now: at }),
      ).features[0]?.properties;
    expect(raw(now)?.references[0]?.identifier).toBe(raw(now - 12 * hourMs)?.id);
  });

  it('say what was served', () => {
    expect(get(washington).served).toEqual({ [washington]: 'Coastal Flood Advisory' });
    expect(get(newYork).served).toEqual({ [newYork]: '' });
  });

  it('are refused to a client without a name, without a point, or with a parameter that is not known', () => {
    expect(get(newYork, { userAgent: 'node' }).status).toBe(403);
    expect(get('somewhere').status).toBe(400);
    expect(ask(nwsAlerts, path, { point: newYork, _: '1' }, { now }).status).toBe(400);
  });
});

describe('an alert set by hand', () => {
  it('is what a short text names, severe, from now on for six hours', () => {
    const world = worldWith('Tornado Warning');
    expect(read(newYork, { world })).toEqual([
      {
        id: expect.stringMatching(/^urn:oid:2\.49\.0\.1\.840\.0\./),
        event: 'Tornado Warning',
        severity: 'severe',
        issuer: expect.stringContaining('NWS'),
        onset: now,
        until: now + 6 * hourMs,
      },
    ]);
    expect(read(washington, { world })).toHaveLength(1);
    expect(get(newYork, { world }).served).toEqual({ [newYork]: 'Tornado Warning' });
  });

  it('is what an object says, times as text or as milliseconds', () => {
    const alert = {
      id: 'urn:x',
      event: 'Ice Storm Warning',
      severity: 'Extreme',
      onset: '2026-11-23T15:00:00-05:00',
      ends: now + 9 * hourMs,
    };
    expect(read(newYork, { world: worldWith(alert) })).toMatchObject([
      { id: 'urn:x', severity: 'extreme', onset: Date.UTC(2026, 10, 23, 20), until: now + 9 * hourMs },
    ]);
  });

  it('may be several, tests and cancellations among them', () => {
    const list = [
      'Wind Advisory',
      { id: 'gone', event: 'Flood Watch' },
      { event: 'Flood Watch', messageType: 'Cancel', references: ['gone'], sent: now + 1000 },
      { event: 'Required Test', status: 'Test' },
    ];
    const world = worldWith(list);
    expect(bodyOf<{ features: unknown[] }>(get(newYork, { world })).features).toHaveLength(4);
    expect(read(newYork, { world }).map(({ event }) => event)).toEqual(['Wind Advisory']);
  });

  it('takes the place of what stands by itself, and may be none', () => {
    expect(read(washington, { world: worldWith([], washington) })).toEqual([]);
  });

  it('moves Last-Modified on', () => {
    const [before, after] = [get(newYork), get(newYork, { world: worldWith('x') })].map(({ headers }) =>
      Date.parse(headers['last-modified'] ?? ''),
    );
    expect(after).toBeGreaterThan(before ?? 0);
  });

  it.each([
    [7],
    [null],
    [''],
    [{}],
    [{ event: '' }],
    [{ event: 'x', severity: 'Dire' }],
    [{ event: 'x', onset: 'soon' }],
    [{ event: 'x', colour: 'red' }],
  ])('is never %j', (value) => {
    expect(nwsAlerts.settingOf?.(value)).toBeUndefined();
  });
});
