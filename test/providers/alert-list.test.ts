/** What all sources of warnings share: which count now, in which order, and how much of their words. */
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../src/protocol/reading.ts';
import {
  alertsObservation,
  maxAlerts,
  nameOf,
  notCovered,
  severityOf,
  wordsOf,
} from '../../src/providers/alert-list.ts';
import { confirmedAt, noon } from './fake-http.ts';

const hourMs = 3_600_000;
const warning = (id: string, fields: Partial<Alert> = {}) => ({
  alert: { id, event: 'Gale', severity: 'moderate', issuer: 'X', until: noon + hourMs, ...fields } as const,
  detail: { id, headline: `Gale ${id}` },
});
const idsOf = (...warnings: ReturnType<typeof warning>[]) => {
  const { value } = alertsObservation(warnings, { now: noon, asOf: confirmedAt });
  return value.kind === 'alerts' ? value.alerts.map(({ id }) => id) : [];
};

describe('the warnings of a place', () => {
  it('are as of when the service said so, each with its words', () => {
    expect(alertsObservation([warning('a')], { now: noon, asOf: confirmedAt })).toEqual({
      asOf: confirmedAt,
      value: { kind: 'alerts', covered: true, alerts: [warning('a').alert] },
      detail: { kind: 'alerts', alerts: [{ id: 'a', headline: 'Gale a' }] },
    });
  });

  it('are none at a covered place where the list is empty, which is not the same as not covered', () => {
    const none = alertsObservation([], { now: noon, asOf: confirmedAt });
    expect(none.value).toEqual({ kind: 'alerts', covered: true, alerts: [] });
    expect(notCovered(noon)).toMatchObject({ asOf: noon, value: { covered: false, alerts: [] } });
  });

  it('are without those that are over, to the millisecond, and with those ahead', () => {
    const [over, last, ahead] = [
      warning('over', { until: noon }),
      warning('last', { until: noon + 1 }),
      warning('ahead', { onset: noon + hourMs, until: noon + 2 * hourMs }),
    ];
    expect(idsOf(over, last, ahead)).toEqual(['last', 'ahead']);
  });

  it('are sorted by severity, then onset, then id, whatever their order in the answer', () => {
    const sorted = [
      warning('1', { severity: 'extreme', onset: noon }),
      warning('2', { severity: 'severe', onset: noon - 2 }),
      warning('3', { severity: 'severe', onset: noon - 1 }),
      warning('4', { severity: 'severe', onset: noon - 1 }),
      warning('5', { severity: 'minor' }),
      warning('6', { severity: 'unknown' }),
    ];
    expect(idsOf(...sorted.toReversed())).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  it('are twenty at the most, the worst of them, and each id once', () => {
    const minor = Array.from({ length: 40 }, (_, index) => warning(`m${index}`, { severity: 'minor' }));
    const ids = idsOf(...minor, warning('worst', { severity: 'extreme' }), warning('m0'));
    expect(ids).toHaveLength(maxAlerts);
    expect(ids[0]).toBe('worst');
    expect(new Set(ids).size).toBe(maxAlerts);
  });
});

describe('severities', () => {
  it.each([
    ['Extreme', 'extreme'],
    ['Severe', 'severe'],
    ['MODERATE', 'moderate'],
    [' Minor ', 'minor'],
    ['Unknown', 'unknown'],
    ['Awful', 'unknown'],
    ['', 'unknown'],
    [null, 'unknown'],
    [3, 'unknown'],
  ])('read %j as %s', (word, severity) => {
    expect(severityOf(word)).toBe(severity);
  });
});

describe('words', () => {
  it('are bounded, and left out where there are none', () => {
    const { headline, description, instruction, id } = wordsOf('x', {
      headline: `${'h'.repeat(5_000)}\n`,
      description: 'd'.repeat(5_000),
      instruction: '\u0000 ',
    });
    expect([id, headline?.length, description?.length]).toEqual(['x', 300, 2_000]);
    expect(instruction).toBeUndefined();
    expect(wordsOf('x', { headline: null, description: 7 })).toEqual({ id: 'x' });
  });

  it('keep their lines, but for headlines and names', () => {
    expect(wordsOf('x', { headline: 'a\nb', description: 'a\nb' })).toEqual({
      id: 'x',
      headline: 'a b',
      description: 'a\nb',
    });
    expect(nameOf('Flood\n\u202EWatch')).toBe('Flood Watch');
    expect(nameOf('n'.repeat(500))).toHaveLength(120);
  });
});
