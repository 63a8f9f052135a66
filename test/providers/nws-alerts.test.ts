/** The National Weather Service's warnings: what is asked, and which alerts of a list stand. */
import { describe, expect, it } from 'vitest';
import { nwsAlerts } from '../../src/providers/nws-alerts.ts';
import type { Place } from '../../src/providers/provider.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { at, nwsAlert, nwsList, reference } from './alert-bodies.ts';
import { confirmedAt, fakeNetwork, noon } from './fake-http.ts';

const path = '/alerts/active';
const hourMs = 3_600_000;
const washington: Place = { lat: 38.9072, lon: -77.0369, zone: 'America/New_York' };

async function answerTo(
  body: object,
  { now = noon, place = washington }: { now?: number; place?: Place } = {},
) {
  const text = body instanceof UpstreamError ? body : JSON.stringify(body);
  const { context, asked } = fakeNetwork({ [path]: text }, { now });
  const [answer] = await nwsAlerts.fetch([{ id: 'alerts:x', symbol: 'x', place }], context);
  return { answer, asked };
}

async function observed(...args: Parameters<typeof answerTo>) {
  const { answer } = await answerTo(...args);
  if (!answer?.ok || answer.observation.value.kind !== 'alerts') throw new Error('no alerts');
  const { value, detail, asOf } = answer.observation;
  return { ...value, asOf, detail };
}

const idsOf = async (...features: readonly object[]) =>
  (await observed(nwsList(...features))).alerts.map(({ id }) => id).sort();

describe('the question', () => {
  it('is for one point with four decimals at the most, and nothing that the service does not know', async () => {
    const place = { lat: 38.907_249, lon: -77.000_04, zone: 'UTC' };
    const { asked } = await answerTo(nwsList(), { place });
    expect(asked).toMatchObject([{ path, query: { point: '38.9072,-77' } }]);
    expect(asked[0]?.headers).toEqual({ Accept: 'application/geo+json' });
  });

  it('is not put for a place that the service does not warn for: that is not covered, which is not none', async () => {
    const { answer, asked } = await answerTo(nwsList(), { place: { lat: -16.5, lon: -68.15, zone: 'UTC' } });
    expect(asked).toEqual([]);
    expect(answer).toMatchObject({
      ok: true,
      observation: { asOf: noon, value: { covered: false, alerts: [] } },
    });
  });

  it('is not put for an item without coordinates', async () => {
    const { context, asked } = fakeNetwork({});
    const answers = await nwsAlerts.fetch([{ id: 'alerts:x', symbol: 'x' }], context);
    expect(answers).toMatchObject([{ ok: false, refusal: { kind: 'rejected' } }]);
    expect(asked).toEqual([]);
  });

  it('throws what the network throws', async () => {
    await expect(answerTo(new UpstreamError('timeout', 'slow'))).rejects.toMatchObject({ kind: 'timeout' });
  });
});

describe('an alert', () => {
  it('has its event, severity, issuer, onset and end, and its words beside it', async () => {
    const { alerts, detail, covered, asOf } = await observed(nwsList(nwsAlert('urn:oid:1')));
    expect([covered, asOf]).toEqual([true, confirmedAt]);
    expect(alerts).toEqual([
      {
        id: 'urn:oid:1',
        event: 'Winter Storm Warning',
        severity: 'severe',
        issuer: 'NWS Nowhere XX',
        onset: noon - hourMs,
        until: noon + 6 * hourMs,
      },
    ]);
    expect(detail).toEqual({
      kind: 'alerts',
      alerts: [
        {
          id: 'urn:oid:1',
          headline: 'Winter Storm Warning until late',
          description: '* WHAT...Snow.\n\n* WHERE...Somewhere.',
          instruction: 'Stay in.',
        },
      ],
    });
  });

  it('begins when it is effective where it names no onset', async () => {
    const { alerts } = await observed(nwsList(nwsAlert('a', { onset: null })));
    expect(alerts[0]?.onset).toBe(noon - 2 * hourMs);
    const never = await observed(nwsList(nwsAlert('a', { onset: null, effective: null })));
    expect(never.alerts[0]).not.toHaveProperty('onset');
  });

  it('lasts until the hazard ends, though the message lapses before, and until that where no end is known', async () => {
    const list = nwsList(nwsAlert('hazard'), nwsAlert('message', { ends: null }));
    const idsAt = async (now: number) => (await observed(list, { now })).alerts.map(({ id }) => id);
    expect(await idsAt(noon + hourMs - 1)).toEqual(['hazard', 'message']);
    expect(await idsAt(noon + hourMs)).toEqual(['hazard']);
    expect(await idsAt(noon + 6 * hourMs)).toEqual([]);
  });

  it('that lies ahead is there already', async () => {
    const ahead = nwsAlert('ahead', { onset: at(noon + 2 * hourMs) });
    expect((await observed(nwsList(ahead))).alerts[0]?.onset).toBe(noon + 2 * hourMs);
  });

  it('shows with an unknown severity and no name of an issuer rather than not at all', async () => {
    const { alerts } = await observed(nwsList(nwsAlert('a', { severity: 'Dire', senderName: null })));
    expect(alerts).toMatchObject([{ severity: 'unknown', issuer: 'National Weather Service' }]);
  });

  it('needs no area and no words', async () => {
    const bare = { headline: null, description: null, instruction: null };
    const { alerts, detail } = await observed(nwsList({ ...nwsAlert('a', bare), geometry: null }));
    expect(alerts).toHaveLength(1);
    expect(detail).toEqual({ kind: 'alerts', alerts: [{ id: 'a' }] });
  });

  it('has no markup, only text, and none that hides or turns other text around', async () => {
    const fields = { event: 'Flood\u202E Watch\u0000', headline: '<b>Run</b>\u2066' };
    const { alerts, detail } = await observed(nwsList(nwsAlert('a', fields)));
    expect(alerts[0]?.event).toBe('Flood Watch');
    expect(detail).toMatchObject({ alerts: [{ headline: '<b>Run</b>' }] });
  });
});

describe('a list', () => {
  it('may be empty: none is in force', async () => {
    expect(await observed(nwsList())).toMatchObject({ covered: true, alerts: [], asOf: confirmedAt });
  });

  it('may hold several at once', async () => {
    expect(await idsOf(nwsAlert('a'), nwsAlert('b'), nwsAlert('c'))).toEqual(['a', 'b', 'c']);
  });

  it.each(['Exercise', 'System', 'Test', 'Draft'])(
    'does not count what is a %s, nor its references',
    async (status) => {
      const unreal = nwsAlert('b', { status, sent: at(noon), references: [reference('a')] });
      expect(await idsOf(nwsAlert('a'), unreal)).toEqual(['a']);
    },
  );

  it('does not count a cancellation, nor what it cancels', async () => {
    const cancel = nwsAlert('b', { messageType: 'Cancel', sent: at(noon), references: [reference('a')] });
    expect(await idsOf(nwsAlert('a'), cancel, nwsAlert('c'))).toEqual(['c']);
  });

  it('counts an update in the place of all that it names', async () => {
    const update = nwsAlert('c', {
      messageType: 'Update',
      sent: at(noon),
      references: [reference('a'), reference('b'), reference('gone')],
    });
    expect(await idsOf(nwsAlert('a'), nwsAlert('b'), update)).toEqual(['c']);
  });

  it('is not fooled by a reference of an older alert, or to oneself', async () => {
    const older = nwsAlert('b', {
      sent: at(noon - 5 * hourMs),
      references: [reference('a'), reference('b')],
    });
    expect(await idsOf(nwsAlert('a'), older)).toEqual(['a', 'b']);
  });

  it('takes the one that names the other for the newer within one second, and neither where both do', async () => {
    expect(await idsOf(nwsAlert('a'), nwsAlert('b', { references: [reference('a')] }))).toEqual(['b']);
    const both = [
      nwsAlert('a', { references: [reference('b')] }),
      nwsAlert('b', { references: [reference('a')] }),
    ];
    expect(await idsOf(...both)).toEqual(['a', 'b']);
  });

  it('takes the newer of two by their moments, not by their wall clocks', async () => {
    // 05:30 in the west is half an hour later than 12:00 in UTC less 30 minutes.
    const update = nwsAlert('b', { sent: '2026-11-23T03:30:00-08:00', references: [reference('a')] });
    expect(await idsOf(nwsAlert('a', { sent: '2026-11-23T11:00:00+00:00' }), update)).toEqual(['b']);
  });

  it.each([
    ['id', undefined],
    ['id', ''],
    ['id', 'a b'],
    ['status', 'Maybe'],
    ['status', undefined],
    ['messageType', 'Rumour'],
    ['event', ''],
    ['event', '\u202E'],
    ['event', undefined],
    ['sent', 'yesterday'],
    ['expires', null],
    ['ends', 'soon'],
    ['onset', 7],
    ['references', 'a'],
    ['references', [{ id: 'a' }]],
  ])(
    'is refused whole where %s of one alert is %j: shorter, it would say that there is none',
    async (name, value) => {
      const list = nwsList(nwsAlert('good'), nwsAlert('bad', { [name]: value }));
      await expect(answerTo(list)).rejects.toMatchObject({ kind: 'shape' });
    },
  );

  it('may hold a test that cannot be read', async () => {
    expect(await idsOf(nwsAlert('a'), nwsAlert('b', { status: 'Test', event: 7, expires: null }))).toEqual([
      'a',
    ]);
  });
});
