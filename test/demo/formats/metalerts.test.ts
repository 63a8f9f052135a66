import { describe, expect, it } from 'vitest';
import { metalerts } from '../../../src/demo/formats/metalerts.ts';
import { createWorld } from '../../../src/demo/world.ts';
import { isInside } from '../../../src/providers/alert-shapes.ts';
import { parseMetAlerts } from '../../../src/providers/metalerts-features.ts';
import { ask, bodyOf } from '../ask.ts';

const path = '/weatherapi/metalerts/2.0/current.json';
const now = Date.UTC(2026, 10, 23, 12, 20);
const hourMs = 3_600_000;
const oslo = '59.91,10.75';

type Options = Partial<Parameters<typeof ask>[3]>;
const get = (query: Record<string, string> = {}, options: Options = {}) =>
  ask(metalerts, path, query, { now, ...options });
const worldWith = (value: unknown) => {
  const world = createWorld(7);
  world.set('metalerts', oslo, { value: metalerts.settingOf?.(value) ?? '', at: now });
  return world;
};

describe('the list of warnings', () => {
  it('is empty by itself', () => {
    expect(bodyOf(get({ lang: 'en' }))).toMatchObject({
      type: 'FeatureCollection',
      lang: 'en',
      features: [],
    });
    expect(bodyOf(get())).toMatchObject({ lang: 'no' });
  });

  it('holds for ten minutes', () => {
    expect(Date.parse(get().headers.expires ?? '') - now).toBe(600_000);
  });

  it('is refused to a client without a name, and in other languages', () => {
    expect(get({}, { userAgent: 'okhttp' }).status).toBe(403);
    expect(get({ lang: 'xx' }).status).toBe(400);
  });

  it('holds a warning set by hand, in an area around its place', () => {
    const answer = get({ lang: 'en' }, { world: worldWith('Heavy snow') });
    const [warning, ...others] = parseMetAlerts(answer.body);
    expect(others).toEqual([]);
    expect(warning?.alert).toMatchObject({
      id: expect.stringContaining('.578.'),
      event: 'Heavy snow',
      severity: 'severe',
      onset: now,
      until: now + 6 * hourMs,
      href: expect.stringMatching(/^https:\/\/www\.met\.no\//),
    });
    expect(warning && isInside(warning.area, { lat: 59.91, lon: 10.75 })).toBe(true);
    expect(warning && isInside(warning.area, { lat: 60.39, lon: 5.32 })).toBe(false);
    expect(answer.served).toEqual({ [oslo]: 'Heavy snow' });
  });

  it('holds one of each severity, which come back as set', () => {
    const severities = ['Extreme', 'Severe', 'Moderate', 'Minor'];
    const world = worldWith(severities.map((severity) => ({ event: 'Gale', severity })));
    const read = parseMetAlerts(get({}, { world }).body).map(({ alert }) => alert.severity);
    expect(read).toEqual(['extreme', 'severe', 'moderate', 'minor']);
  });

  it('moves Last-Modified on with every setting', () => {
    const [before, after] = [get(), get({}, { world: worldWith('x') })].map(({ headers }) =>
      Date.parse(headers['last-modified'] ?? ''),
    );
    expect(after).toBeGreaterThan(before ?? 0);
  });
});
