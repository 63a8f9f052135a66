/** What no body of the National Weather Service's can do to a reader: show a figure that an honest body would not have shown. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WeatherValue } from '../../src/protocol/reading.ts';
import { observe } from '../../src/providers/nws.ts';
import { parsePeriods } from '../../src/providers/nws-hourly.ts';
import { parseReport } from '../../src/providers/nws-observation.ts';
import { parsePoint, parseStations } from '../../src/providers/nws-point.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { noon } from './fake-http.ts';
import { mutationsOf, withUnknownFields } from './mutations.ts';
import { hourlyBody, pointBody, reportBody, stationsBody } from './nws-body.ts';

const place = { lat: 38.9072, lon: -77.0369, zone: 'America/New_York' };
const forecast = hourlyBody(noon - 3_600_000, 30);
const report = reportBody(noon - 600_000, 7.8);

/** Undefined where the body is refused. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return undefined;
  }
}

function foreseen(text: string) {
  const outcome = attempt(() => observe({ report: undefined, forecast: parsePeriods(text) }, place, noon));
  if (!outcome?.ok || outcome.observation.detail?.kind !== 'weather') return undefined;
  const { value, detail, asOf, issuedAt } = outcome.observation;
  return { value: value as WeatherValue, hours: detail.hours, days: detail.days, asOf, issuedAt };
}

const reported = (text: string) => attempt(() => parseReport(text));

// Without its words a period's icon tells the sky: another word, and no false one.
const skies = ['condition', 'isDay'];

function expectPartOf(found: object, whole: object | undefined): void {
  for (const [name, value] of Object.entries(found)) {
    if (!skies.includes(name)) expect(whole).toHaveProperty(name, value);
  }
}

const unknownName = (body: object, ...known: readonly string[]) =>
  fc
    .string()
    .filter(
      (text) => text !== '__proto__' && !known.includes(text) && !JSON.stringify(body).includes(`"${text}"`),
    );

describe('a forecast', () => {
  const honest = foreseen(JSON.stringify(forecast));

  it('reads the same with any field that is not known', () => {
    expect(honest?.value.tempC).toBe(1);
    // A quantity may name a maxValue.
    fc.assert(
      fc.property(unknownName(forecast, 'maxValue', 'qualityControl'), fc.jsonValue(), (key, value) => {
        expect(foreseen(withUnknownFields(forecast, key, value))).toEqual(honest);
      }),
    );
  });

  it('is refused, or read in part, where a field is broken: never read otherwise', () => {
    fc.assert(
      fc.property(mutationsOf(forecast), ({ text }) => {
        const read = foreseen(text);
        if (read === undefined) return;
        expect([read.asOf, read.issuedAt]).toEqual([honest?.asOf, honest?.issuedAt]);
        expectPartOf(read.value, honest?.value);
        for (const hour of read.hours) {
          expectPartOf(
            hour,
            honest?.hours.find(({ t }) => t === hour.t),
          );
        }
        for (const day of read.days) {
          expectPartOf(
            day,
            honest?.days.find((each) => each.day === day.day),
          );
        }
      }),
      { numRuns: 1500 },
    );
  });
});

describe('a report', () => {
  const honest = reported(JSON.stringify(report));

  it('reads the same with any field that is not known', () => {
    expect(honest?.value.tempC).toBe(7.8);
    fc.assert(
      fc.property(unknownName(report), fc.jsonValue(), (key, value) => {
        expect(reported(withUnknownFields(report, key, value))).toEqual(honest);
      }),
    );
  });

  it('is refused, or read in part, where a field is broken: never read otherwise', () => {
    fc.assert(
      fc.property(mutationsOf(report), ({ text }) => {
        const read = reported(text);
        if (read === undefined) return;
        expect([read.t, read.value.tempC]).toEqual([honest?.t, honest?.value.tempC]);
        expectPartOf(read.value, honest?.value);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the lookups', () => {
  it('lead to the same cell or to none', () => {
    const honest = parsePoint(JSON.stringify(pointBody()));
    fc.assert(
      fc.property(mutationsOf(pointBody()), ({ text }) => {
        const cell = attempt(() => parsePoint(text));
        if (cell !== undefined) expect(cell).toEqual(honest);
      }),
      { numRuns: 500 },
    );
  });

  it('lead to stations of the list, in its order, or to none', () => {
    const ids = ['KDCA', 'KADW', 'KIAD'];
    fc.assert(
      fc.property(mutationsOf(stationsBody(...ids)), ({ text }) => {
        const found = attempt(() => parseStations(text, 3)) ?? [];
        expect(ids.filter((id) => found.includes(id))).toEqual(found);
      }),
      { numRuns: 500 },
    );
  });
});
