/** A week over each change of the clocks in seven zones: the schedule must not notice, and a day must stay its own. */
import { describe, expect, it } from 'vitest';
import { createMetno } from '../../src/demo/formats/metno.ts';
import type { WeatherValue } from '../../src/protocol/reading.ts';
import { metno } from '../../src/providers/metno.ts';
import { seededRandom } from '../../src/system/random.ts';
import { addDays, instantOf, localTime } from '../../src/system/zone.ts';
import { nextDueAt } from '../../src/worker/due.ts';
import { providerContext } from '../../src/worker/provider-context.ts';
import { ask } from '../demo/ask.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Zone, a place in it, and the days of its changes in 2026 and 2027 (IANA time zone database). */
const places = [
  { zone: 'America/New_York', lat: 40.7128, lon: -74.006, changes: ['2026-11-01', '2027-03-14'] },
  { zone: 'Europe/Berlin', lat: 52.52, lon: 13.405, changes: ['2026-10-25', '2027-03-28'] },
  { zone: 'America/Santiago', lat: -33.4489, lon: -70.6693, changes: ['2026-09-06', '2027-04-04'] },
  { zone: 'Australia/Sydney', lat: -33.8688, lon: 151.2093, changes: ['2026-10-04', '2027-04-04'] },
  // Without summer time since 2019: the weeks in which its clocks would have changed, and New York's do.
  { zone: 'America/Sao_Paulo', lat: -23.5505, lon: -46.6333, changes: ['2026-11-01', '2027-03-14'] },
  { zone: 'Europe/London', lat: 51.5074, lon: -0.1278, changes: ['2026-10-25', '2027-03-28'] },
  { zone: 'Australia/Lord_Howe', lat: -31.5553, lon: 159.0821, changes: ['2026-10-04', '2027-04-04'] },
] as const;
const weeks = places.flatMap(({ changes, ...place }) => changes.map((change) => ({ ...place, change })));

describe.each(weeks)('the week around $change in $zone', ({ zone, lat, lon, change }) => {
  it('runs a feed of 30 s 120 times an hour, give or take one', () => {
    const random = seededRandom(7);
    const start = instantOf(addDays(change, -3), '00:00', zone);
    const cadence = { kind: 'continuous', everyMs: 30_000, staleAfterMs: 90_000 } as const;
    const runs = new Map<number, number>();
    let due = start;
    for (let beat = start; beat < start + 7 * dayMs; beat += 1_000) {
      if (beat < due) continue;
      const hour = Math.floor((beat - start) / hourMs);
      runs.set(hour, (runs.get(hour) ?? 0) + 1);
      due = nextDueAt({ cadence, lastTryAt: beat, failures: 0, anchorAt: start, chance: random() });
    }
    expect(runs.size).toBe(7 * 24);
    expect([...runs.values()].filter((count) => count < 119 || count > 121)).toEqual([]);
  });

  it.each(['23:59', '00:01'])(
    "tells at %s local of that day's high and low and of no other's",
    async (hhmm) => {
      const provider = createMetno({ expiresMs: 60_000 });
      for (let offset = -3; offset <= 3; offset += 1) {
        const now = instantOf(addDays(change, offset), hhmm, zone);
        const { body } = ask(
          provider,
          '/weatherapi/locationforecast/2.0/compact',
          { lat: lat.toFixed(4), lon: lon.toFixed(4) },
          { now },
        );
        const value = await weatherOf(body, now, { lat, lon, zone });
        const today = temperaturesOf(body).filter(
          ({ at }) => localTime(at, zone).day === localTime(now, zone).day,
        );
        expect([value.lowC, value.highC]).toEqual([
          Math.min(...today.map(({ tempC }) => tempC)),
          Math.max(...today.map(({ tempC }) => tempC)),
        ]);
      }
    },
  );
});

async function weatherOf(
  text: string,
  now: number,
  place: { readonly lat: number; readonly lon: number; readonly zone: string },
): Promise<WeatherValue> {
  const http = {
    get: async () => ({
      status: 200,
      contentType: 'application/json',
      text,
      confirmedAt: now,
      freshUntil: undefined,
      from: 'network' as const,
    }),
  };
  const asks = [{ id: 'weather:here', symbol: 'here', place } as const];
  const [answer] = await metno.fetch(asks, providerContext(http, now, undefined));
  if (!answer?.ok || answer.observation.value.kind !== 'weather') throw new Error('no weather');
  return answer.observation.value;
}

/** Read anew, so that a mistake of the provider's in days or steps cannot hide. */
function temperaturesOf(text: string): { readonly at: number; readonly tempC: number }[] {
  const { properties } = JSON.parse(text) as {
    properties: {
      timeseries: { time: string; data: { instant: { details: { air_temperature: number } } } }[];
    };
  };
  return properties.timeseries.map(({ time, data }) => ({
    at: Date.parse(time),
    tempC: data.instant.details.air_temperature,
  }));
}
