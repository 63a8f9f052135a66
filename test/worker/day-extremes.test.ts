/** Today's lowest and highest through a day of answers, each of which begins with the present and knows nothing older. */
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/providers/provider.ts';
import { instantOf } from '../../src/system/zone.ts';
import { withDayExtremes } from '../../src/worker/day-extremes.ts';
import { sortAnswers } from '../../src/worker/feed-answers.ts';
import { makePlan, makeProvider, model } from '../support/worker-rig.ts';
import {
  at,
  type Curve,
  flat,
  follow,
  foreseen,
  hourMs,
  minuteMs,
  oslo,
  range,
  warm,
} from './weather-day.ts';

describe('the extremes of today', () => {
  it('know in the evening how warm the afternoon was', () => {
    const place = follow();
    for (let hour = 6; hour < 20; hour += 1) place.ask(at(hour), warm);
    expect(range(place.ask(at(20), warm))).toEqual([0, 10]);
    // Without what was held, the answer knows of the evening alone.
    expect(range(follow().ask(at(20), warm))).toEqual([0, 0]);
  });

  it('know it as well where nobody asked all afternoon', () => {
    const place = follow();
    place.ask(at(9), warm);
    expect(range(place.ask(at(20), warm))).toEqual([0, 10]);
  });

  it('forget what was foreseen and taken back', () => {
    const place = follow();
    expect(range(place.ask(at(8), flat(20)))).toEqual([20, 20]);
    place.ask(at(9), (t) => (t <= at(9) ? 15 : 16));
    expect(range(place.ask(at(10), flat(16)))).toEqual([15, 20]);
    // 20° was the present at 8 h; the 25° that were to come never were.
    const other = follow();
    other.ask(at(8), (t) => (t > at(12) ? 25 : 12));
    expect(range(other.ask(at(9), flat(13)))).toEqual([12, 13]);
  });

  it('hold what was the present even where a later answer begins after it', () => {
    const place = follow();
    place.ask(at(14), flat(31));
    for (const hour of [15, 16, 20, 23]) expect(range(place.ask(at(hour), flat(18)))).toEqual([18, 31]);
  });

  it('begin anew at midnight of the place, at 00:01 and not at 23:59', () => {
    for (const zone of ['America/La_Paz', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kathmandu']) {
      const place = follow({ ...oslo, zone });
      const next = instantOf('2026-11-24', '00:00', zone);
      place.ask(next - 10 * hourMs, flat(31));
      const before = place.ask(next - minuteMs, flat(4));
      expect([before.detail.today?.day, ...range(before)], zone).toEqual(['2026-11-23', 4, 31]);
      const after = place.ask(next + minuteMs, flat(4));
      expect([after.detail.today?.day, ...range(after)], zone).toEqual(['2026-11-24', 4, 4]);
    }
  });

  it('hold the present of before midnight no longer than it is the present', () => {
    const place = follow({ ...oslo, zone: 'Asia/Kathmandu' });
    // There the hours of the forecast begin at a quarter to.
    const next = instantOf('2026-11-24', '00:00', 'Asia/Kathmandu');
    const curve: Curve = (t) => (t < next ? 9 : 5);
    expect(range(place.ask(next + minuteMs, curve))).toEqual([5, 9]);
    expect(range(place.ask(next + hourMs, curve))).toEqual([5, 5]);
  });

  it('stay where an answer tells none, widened by its present', () => {
    const place = follow();
    place.ask(at(10), warm);
    const bare: Observation = { asOf: at(11), value: { kind: 'weather', tempC: -3 } };
    const { value, detail } = place.take(at(11), bare);
    expect([value.lowC, value.highC, detail.today?.soFarLowC]).toEqual([-3, 10, -3]);
    expect(range(place.ask(at(15), flat(1)))).toEqual([-3, 10]);
  });

  it('are not invented where nobody told any', () => {
    const bare: Observation = { asOf: at(11), value: { kind: 'weather', tempC: 3 } };
    expect(withDayExtremes(bare, undefined, oslo.zone, at(11))).toEqual(bare);
  });

  it('go on from a reading that an earlier version left in the store', () => {
    const place = follow();
    place.ask(at(10), warm);
    const { reading } = place.held() ?? {};
    if (reading === undefined) throw new Error('nothing held');
    const hours = { kind: 'weather', hours: [], days: [] } as const;
    for (const old of [{ reading }, { reading, detail: hours }]) {
      const { value } = withDayExtremes(foreseen(at(20), flat(2)), old, oslo.zone, at(20));
      expect(value).toMatchObject({ lowC: 0, highC: 10 });
      const next = withDayExtremes(foreseen(at(26), flat(2)), old, oslo.zone, at(26));
      expect(next.value).toMatchObject({ lowC: 2, highC: 2 });
    }
  });

  it('take no figure out of the hours held that was beyond the range when it was admitted', () => {
    const place = follow();
    place.ask(at(9), warm);
    const held = place.held();
    if (held?.detail?.kind !== 'weather') throw new Error('nothing held');
    const hours = held.detail.hours.map((hour) => (hour.t === at(12) ? { ...hour, tempC: 999 } : hour));
    const odd = { ...held, detail: { ...held.detail, hours } };
    const { value } = withDayExtremes(foreseen(at(20), warm), odd, oslo.zone, at(20));
    expect(value).toMatchObject({ lowC: 0, highC: 10 });
  });

  it('are those of the day among the days as well, and leave other values alone', () => {
    const place = follow();
    place.ask(at(3), flat(31));
    const { detail } = place.ask(at(5), flat(18));
    expect(detail.days.slice(0, 2).map(({ day, lowC, highC }) => [day, lowC, highC])).toEqual([
      ['2026-11-23', 18, 31],
      ['2026-11-24', 18, 18],
    ]);
    const quote: Observation = { asOf: 1, value: { kind: 'quote', price: '1' } };
    expect(withDayExtremes(quote, place.held(), oslo.zone, at(5))).toBe(quote);
    expect(withDayExtremes(foreseen(at(9), warm), place.held(), undefined, at(9)).value).toMatchObject({
      highC: 10,
    });
  });

  it('reach the reading and the detail that are published', () => {
    const plan = makePlan(makeProvider({ cadence: model, kinds: ['weather'] }), []);
    const item = {
      ...makePlan(makeProvider(), ['x']).items[0],
      id: 'weather:x',
      cls: 'weather',
      place: oslo,
    };
    const place = follow();
    place.ask(at(9), warm);
    const answer = { id: 'weather:x', ok: true, observation: foreseen(at(20), flat(2)) } as const;
    const sorted = sortAnswers({ ...plan, items: [item as never] }, [answer], place.held, at(20));
    expect(sorted.offers).toMatchObject([
      { draft: { value: { tempC: 2, lowC: 0, highC: 10 } }, detail: { today: { soFarHighC: 10 } } },
    ]);
  });
});
