/** What no body of MET's can do to a reader: show a figure that an honest body would not have shown. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WeatherValue } from '../../src/protocol/reading.ts';
import type { Outcome } from '../../src/providers/body.ts';
import { observe } from '../../src/providers/metno.ts';
import { parseForecast } from '../../src/providers/metno-forecast.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { noon } from './fake-http.ts';
import { metnoBody } from './metno-body.ts';
import { mutationsOf, withUnknownFields } from './mutations.ts';

const body = metnoBody({ from: noon - 3_600_000, hours: 16, sixes: 6 });

function read(text: string): Outcome {
  try {
    return observe(parseForecast(text), { lat: 59.91, lon: 10.75, zone: 'Europe/Oslo' }, noon);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return { ok: false, refusal: { kind: error.kind, message: error.message } };
  }
}

function observation(outcome: Outcome) {
  if (!outcome.ok || outcome.observation.detail?.kind !== 'weather') throw new Error('refused');
  const { value, detail, ...rest } = outcome.observation;
  return { ...rest, value: value as WeatherValue, hours: detail.hours, days: detail.days };
}

const honest = observation(read(JSON.stringify(body)));
// Without the nearest period, the sky of the next one stands in: another word, and no false one.
const skies = ['condition', 'isDay'];

function expectPartOf(found: object, whole: object | undefined): void {
  for (const [name, value] of Object.entries(found)) {
    if (!skies.includes(name)) expect(whole).toHaveProperty(name, value);
  }
}

describe('a forecast', () => {
  it('reads the same with any field that is not known', () => {
    const name = fc
      .string()
      .filter((text) => text !== '__proto__' && !JSON.stringify(body).includes(`"${text}"`));
    fc.assert(
      fc.property(name, fc.jsonValue(), (key, value) => {
        expect(observation(read(withUnknownFields(body, key, value)))).toEqual(honest);
      }),
    );
  });

  it('is refused, or read in part, where a field is broken: never read otherwise', () => {
    fc.assert(
      fc.property(mutationsOf(body), ({ text }) => {
        const outcome = read(text);
        if (!outcome.ok) return;
        const { asOf, issuedAt, value, hours, days } = observation(outcome);
        expect([asOf, issuedAt, value.tempC]).toEqual([honest.asOf, honest.issuedAt, honest.value.tempC]);
        expectPartOf(value, honest.value);
        for (const hour of hours)
          expectPartOf(
            hour,
            honest.hours.find(({ t }) => t === hour.t),
          );
        for (const day of days)
          expectPartOf(
            day,
            honest.days.find((each) => each.day === day.day),
          );
      }),
      { numRuns: 1500 },
    );
  });

  it('keeps the sky it had, or none, where its symbol is broken', () => {
    const symbol = ['properties', 'timeseries', 1, 'data', 'next_1_hours', 'summary'];
    fc.assert(
      fc.property(mutationsOf(body, symbol), ({ text }) => {
        expect([undefined, honest.value.condition]).toContain(observation(read(text)).value.condition);
      }),
    );
  });
});
