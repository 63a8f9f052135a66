/** MET Norway's warnings: one list for all places, and which of it is whose. */
import { describe, expect, it } from 'vitest';
import { metalerts } from '../../src/providers/metalerts.ts';
import type { Ask } from '../../src/providers/provider.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { at, metAlert, metList } from './alert-bodies.ts';
import { confirmedAt, fakeNetwork, noon } from './fake-http.ts';

const path = '/weatherapi/metalerts/2.0/current.json';
const hourMs = 3_600_000;
const zone = 'Europe/Oslo';
const oslo: Ask = { id: 'alerts:oslo', symbol: 'x', place: { lat: 59.91, lon: 10.75, zone } };
const bergen: Ask = { id: 'alerts:bergen', symbol: 'x', place: { lat: 60.39, lon: 5.32, zone } };
const london: Ask = { id: 'alerts:london', symbol: 'x', place: { lat: 51.5, lon: -0.13, zone } };

async function answersTo(body: object, asks: readonly Ask[] = [oslo], now = noon) {
  const text = body instanceof UpstreamError ? body : JSON.stringify(body);
  const { context, asked } = fakeNetwork({ [path]: text }, { now });
  return { answers: await metalerts.fetch(asks, context), asked };
}

async function alertsIn(body: object, now = noon) {
  const { answers } = await answersTo(body, [oslo], now);
  const [answer] = answers;
  if (!answer?.ok || answer.observation.value.kind !== 'alerts') throw new Error('no alerts');
  return answer.observation.value.alerts;
}

describe('the question to MET Norway', () => {
  it('is one for all places, in English, and never more often than every ten minutes', async () => {
    const { answers, asked } = await answersTo(metList(metAlert('a')), [oslo, bergen, london]);
    expect(asked.map((request) => [request.path, request.query])).toEqual([[path, { lang: 'en' }]]);
    expect(answers.map(({ id }) => id)).toEqual([oslo.id, bergen.id, london.id]);
    expect(metalerts.limits.minIntervalMs).toBe(600_000);
  });

  it('is not put where no place is in Norway, or none has coordinates', async () => {
    const { answers, asked } = await answersTo(metList(), [london, { id: 'alerts:x', symbol: 'x' }]);
    expect(asked).toEqual([]);
    expect(answers).toMatchObject([
      { ok: true, observation: { asOf: noon, value: { covered: false } } },
      { ok: false, refusal: { kind: 'rejected' } },
    ]);
  });

  it('throws what the network throws', async () => {
    await expect(answersTo(new UpstreamError('rejected', '403'))).rejects.toMatchObject({ kind: 'rejected' });
  });
});

describe('a warning', () => {
  it('is for the places within its area: for others none is in force, and farther ones are not covered', async () => {
    const { answers } = await answersTo(metList(metAlert('a')), [oslo, bergen, london]);
    expect(answers).toMatchObject([
      { observation: { asOf: confirmedAt, value: { covered: true, alerts: [{ id: 'a' }] } } },
      { observation: { asOf: confirmedAt, value: { covered: true, alerts: [] } } },
      { observation: { value: { covered: false, alerts: [] } } },
    ]);
  });

  it('has its event in words, its severity, its window, its page, and its words beside it', async () => {
    const { answers } = await answersTo(metList(metAlert('2.49.0.1.578.0.1')));
    expect(answers[0]).toMatchObject({
      observation: {
        value: {
          alerts: [
            {
              id: '2.49.0.1.578.0.1',
              event: 'Heavy snow',
              severity: 'severe',
              issuer: 'MET Norway',
              onset: noon - hourMs,
              until: noon + 6 * hourMs,
              href: 'https://www.met.no/vaer-og-klima',
            },
          ],
        },
        detail: {
          kind: 'alerts',
          alerts: [
            {
              id: '2.49.0.1.578.0.1',
              headline: 'Heavy snow, orange level, Østlandet',
              description: 'Locally 30 cm.',
              instruction: 'Leave earlier.',
            },
          ],
        },
      },
    });
  });

  it('is over at the end of its window, and there before it begins', async () => {
    const ahead = metAlert('ahead');
    ahead.when.interval = [at(noon + hourMs), at(noon + 2 * hourMs)];
    expect((await alertsIn(metList(ahead))).map(({ id }) => id)).toEqual(['ahead']);
    expect(await alertsIn(metList(ahead), noon + 2 * hourMs)).toEqual([]);
  });

  it.each([
    ['severity', 'Extreme', 'extreme'],
    ['severity', null, 'severe'],
    ['severity', 'Dire', 'severe'],
  ])('with %s %j is %s', async (name, value, severity) => {
    expect((await alertsIn(metList(metAlert('a', { [name]: value }))))[0]?.severity).toBe(severity);
  });

  it.each([
    ['2; yellow; Moderate', 'moderate'],
    ['3; orange; Severe', 'severe'],
    ['4;red', 'extreme'],
  ])('of level %s is %s where no severity is named', async (level, severity) => {
    const alert = metAlert('a', { awareness_level: level, severity: undefined });
    expect((await alertsIn(metList(alert)))[0]?.severity).toBe(severity);
  });

  it.each([
    ['awareness_level', '1; green; Minor'],
    ['status', 'Test'],
    ['status', 'Exercise'],
    ['type', 'Cancel'],
  ])('does not count with %s %s', async (name, value) => {
    const list = metList(metAlert('a', { [name]: value }), metAlert('b'));
    expect((await alertsIn(list)).map(({ id }) => id)).toEqual(['b']);
  });

  it('counts without a status or a type, which older answers have not', async () => {
    const old = metAlert('a', { status: undefined, type: undefined, eventAwarenessName: undefined });
    expect((await alertsIn(metList(old)))[0]?.event).toBe('snow');
  });

  it.each([
    ['http://www.met.no/x'],
    ['https://met.no.evil.test/'],
    ['https://evil.test/met.no'],
    ['https://notmet.no/'],
    ['https://user@met.no/'],
    ['javascript:alert(1)'],
    [`https://www.met.no/${'x'.repeat(300)}`],
    ['no page'],
    [7],
    [null],
  ])('links nowhere but to the institute: not to %j', async (web) => {
    expect((await alertsIn(metList(metAlert('a', { web }))))[0]).not.toHaveProperty('href');
  });

  it('links to its other pages', async () => {
    expect((await alertsIn(metList(metAlert('a', { web: 'https://www.yr.no/en' }))))[0]?.href).toBe(
      'https://www.yr.no/en',
    );
  });
});

describe('a list', () => {
  it.each([
    ['no area', { geometry: null }],
    ['a point for an area', { geometry: { type: 'Point', coordinates: [10.7, 59.9] } }],
    ['no window', { when: {} }],
    ['half a window', { when: { interval: [at(noon)] } }],
    ['an unreadable window', { when: { interval: ['now', 'then'] } }],
  ])(
    'is refused whole where one warning has %s: shorter, it would say that there is none',
    async (_name, fields) => {
      const list = metList(metAlert('a'), { ...metAlert('b'), ...fields });
      await expect(answersTo(list)).rejects.toMatchObject({ kind: 'shape' });
    },
  );

  it.each([
    ['awareness_level', 'yellow'],
    ['awareness_level', '7; violet; Dire'],
    ['id', ''],
    ['event', null],
    ['type', 'Rumour'],
    ['status', 'Maybe'],
  ])('is refused whole where %s of one warning is %j', async (name, value) => {
    const list = metList(metAlert('a'), metAlert('b', { [name]: value }));
    await expect(answersTo(list)).rejects.toMatchObject({ kind: 'shape' });
  });
});
