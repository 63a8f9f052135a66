import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, instantOf, isZone, localTime, offsetMs } from '../../src/system/zone.ts';

const hour = 3_600_000;
const at = (text: string) => Date.parse(text);
const iso = (ms: number) => new Date(ms).toISOString();

describe('localTime', () => {
  it.each([
    ['America/New_York', '2026-03-08T06:59:59Z', '2026-03-08', 0, 1, 59],
    ['America/New_York', '2026-03-08T07:00:00Z', '2026-03-08', 0, 3, 0],
    ['America/New_York', '2026-11-01T05:59:59Z', '2026-11-01', 0, 1, 59],
    ['America/New_York', '2026-11-01T06:00:00Z', '2026-11-01', 0, 1, 0],
    ['Europe/Berlin', '2026-03-29T00:59:59Z', '2026-03-29', 0, 1, 59],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-29', 0, 3, 0],
    ['Europe/Berlin', '2026-10-25T00:59:59Z', '2026-10-25', 0, 2, 59],
    ['Europe/Berlin', '2026-10-25T01:00:00Z', '2026-10-25', 0, 2, 0],
    ['Australia/Lord_Howe', '2026-04-04T14:59:59Z', '2026-04-05', 0, 1, 59],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', '2026-04-05', 0, 1, 30],
    ['Australia/Lord_Howe', '2026-10-03T15:29:59Z', '2026-10-04', 0, 1, 59],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', '2026-10-04', 0, 2, 30],
    ['Asia/Kathmandu', '2026-11-23T18:15:00Z', '2026-11-24', 2, 0, 0],
    ['America/La_Paz', '2026-11-23T03:59:00Z', '2026-11-22', 0, 23, 59],
    ['Pacific/Kiritimati', '2026-12-31T10:00:00Z', '2027-01-01', 5, 0, 0],
    ['UTC', '2026-12-31T23:59:59.999Z', '2026-12-31', 4, 23, 59],
  ])('in %s at %s is %s (day %i of the week) %i:%i', (zone, instant, day, weekday, hours, minute) => {
    expect(localTime(at(instant), zone)).toEqual({ day, weekday, hour: hours, minute });
  });

  it('does not know a zone that is none', () => {
    expect(() => localTime(0, 'Europe/Atlantis')).toThrow(RangeError);
    expect(isZone('Europe/Atlantis')).toBe(false);
    expect(isZone('Europe/Berlin')).toBe(true);
  });
});

describe('offsetMs', () => {
  it.each([
    ['Asia/Kathmandu', 5.75],
    ['Australia/Lord_Howe', 11],
    ['America/New_York', -5],
    ['UTC', 0],
  ])('of %s in November is %d hours', (zone, hours) => {
    expect(offsetMs(at('2026-11-23T12:00:00.500Z'), zone)).toBe(hours * hour);
  });

  it('does not depend on the fraction of a second, before 1970 as well', () => {
    expect(offsetMs(-500, 'Asia/Kathmandu')).toBe(5.5 * hour);
  });
});

describe('instantOf', () => {
  it.each([
    // The hours around New York's change at 2:00 on 8 March: the offset of the morning after differs from the night's.
    ['2026-03-08', '01:59', 'America/New_York', '2026-03-08T06:59:00.000Z'],
    ['2026-03-08', '03:00', 'America/New_York', '2026-03-08T07:00:00.000Z'],
    ['2026-03-08', '04:00', 'America/New_York', '2026-03-08T08:00:00.000Z'],
    ['2026-03-08', '09:30', 'America/New_York', '2026-03-08T13:30:00.000Z'],
    ['2026-11-01', '00:30', 'America/New_York', '2026-11-01T04:30:00.000Z'],
    ['2026-11-01', '02:00', 'America/New_York', '2026-11-01T07:00:00.000Z'],
    ['2026-11-01', '09:30', 'America/New_York', '2026-11-01T14:30:00.000Z'],
    ['2026-03-29', '16:00', 'Europe/Berlin', '2026-03-29T14:00:00.000Z'],
    ['2026-10-25', '16:00', 'Europe/Berlin', '2026-10-25T15:00:00.000Z'],
    ['2026-07-01', '16:00', 'Europe/Berlin', '2026-07-01T14:00:00.000Z'],
    ['2026-11-23', '16:00', 'Europe/Berlin', '2026-11-23T15:00:00.000Z'],
    ['2026-11-23', '00:00', 'Asia/Kathmandu', '2026-11-22T18:15:00.000Z'],
    ['2026-10-04', '02:30', 'Australia/Lord_Howe', '2026-10-03T15:30:00.000Z'],
    ['2026-12-31', '23:59', 'Pacific/Kiritimati', '2026-12-31T09:59:00.000Z'],
  ])('of %s %s in %s is %s', (day, hhmm, zone, expected) => {
    expect(iso(instantOf(day, hhmm, zone))).toBe(expected);
  });

  it.each([
    ['2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
  ])('takes %s %s, which %s skips, with the offset before the change', (day, hhmm, zone, expected) => {
    expect(iso(instantOf(day, hhmm, zone))).toBe(expected);
  });

  it.each([
    ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-04-05', '01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
  ])('takes the first %s %s of two in %s', (day, hhmm, zone, expected) => {
    expect(iso(instantOf(day, hhmm, zone))).toBe(expected);
  });

  it('is the moment at which the wall clock shows it, in every zone at every hour that is not skipped', () => {
    const zone = fc.constantFrom(
      'America/New_York',
      'America/La_Paz',
      'America/St_Johns',
      'Europe/Berlin',
      'Africa/Casablanca',
      'Asia/Kathmandu',
      'Asia/Tokyo',
      'Australia/Lord_Howe',
      'Pacific/Chatham',
      'Pacific/Kiritimati',
      'UTC',
    );
    const minutes = fc.integer({ min: at('2024-01-01') / 60_000, max: at('2031-01-01') / 60_000 });
    fc.assert(
      fc.property(zone, minutes, (name, minute) => {
        const wall = iso(minute * 60_000);
        const [day, hhmm] = [wall.slice(0, 10), wall.slice(11, 16)];
        const shown = localTime(instantOf(day, hhmm, name), name);
        const text = `${shown.day} ${two(shown.hour)}:${two(shown.minute)}`;
        if (!isSkipped(minute * 60_000, name)) expect(text).toBe(`${day} ${hhmm}`);
      }),
      { numRuns: 2_000, seed: 20261123 },
    );
  });

  it.each([
    ['2026-11-23', '25:00'],
    ['tomorrow', '12:00'],
  ])('knows no "%s %s"', (day, hhmm) => {
    expect(() => instantOf(day, hhmm, 'UTC')).toThrow(RangeError);
  });
});

const two = (value: number) => String(value).padStart(2, '0');

/** True where no instant of the two days around shows that wall time: looked for, not computed. */
function isSkipped(wall: number, zone: string): boolean {
  const offsets = new Set([offsetMs(wall - 86_400_000, zone), offsetMs(wall + 86_400_000, zone)]);
  return ![...offsets].some((offset) => wall - offset + offsetMs(wall - offset, zone) === wall);
}

describe('addDays', () => {
  it.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-11-23', 0, '2026-11-23'],
  ])('from %s by %i is %s', (day, days, expected) => {
    expect(addDays(day, days)).toBe(expected);
  });
});
