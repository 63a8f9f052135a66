import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alert, AlertsValue, Reading, ValuedReading } from '../../src/protocol/reading.ts';
import { alertsTile } from '../../src/view/alert-chip.ts';
import { nextAlertChange } from '../../src/view/alerts-at.ts';
import { intlFormats } from '../../src/view/intl-format.ts';
import { words as wordsEs } from '../../src/view/languages/es.ts';
import { words as wordsJa } from '../../src/view/languages/ja.ts';
import { alert, anyAlert, hour, valueWith } from './alerts.ts';
import { contextWith, now } from './context.ts';
import { plainFormats } from './plain-formats.ts';
import { blankReading } from './readings.ts';

function readingOf(
  alerts: readonly Alert[],
  more: Partial<ValuedReading> & { covered?: boolean } = {},
): ValuedReading {
  const { covered, ...rest } = more;
  return {
    ...{ id: 'alerts:la-paz-bo', e: 1, s: 1, state: 'live', asOf: now - 28 * 60_000, staleAt: now + hour },
    ...{ source: 'feed', tier: 'primary', delay: 'observed', value: valueWith(alerts, covered), ...rest },
  };
}

const tile = (reading: Reading | undefined, more = {}) =>
  alertsTile(reading, 'UTC', contextWith({ formats: intlFormats('en-GB'), ...more }));

describe('the warning of a place', () => {
  it('is shown with its event, and speaks severity, issuer and end', () => {
    expect(tile(readingOf([alert({ href: 'https://alerts.example/1' })])).chip).toEqual({
      severity: 'moderate',
      event: 'Frost',
      mark: '',
      more: '',
      spoken: expect.stringMatching(/^Moderate warning: Frost, SENAMHI, until 18:00.*\.$/),
      events: ['Frost'],
      href: 'https://alerts.example/1',
    });
  });

  it('says from when, in the place’s own time, where it begins within a day', () => {
    const soon = tile(readingOf([alert({ onset: now + 12 * hour, until: now + 60 * hour })])).chip;
    expect(soon?.mark).toMatch(/^from 00:00/);
    expect(soon?.spoken).toMatch(/from 00:00.*, until 26 Nov\.$/);
    expect(tile(readingOf([alert({ onset: now + 24 * hour + 1, until: now + 60 * hour })])).chip).toBe(
      undefined,
    );
  });

  it('ends on the day of the place where it ends with a day of UTC', () => {
    const long = readingOf([alert({ until: Date.UTC(2026, 10, 26) })]);
    const { chip } = alertsTile(long, 'America/La_Paz', contextWith());
    expect(chip?.spoken).toMatch(/until Nov 25\.$/);
  });

  it('counts the others, and speaks of them', () => {
    const others = ['b', 'c'].map((id) => alert({ id, event: id, severity: 'minor' }));
    const { chip } = tile(readingOf([...others, alert()]));
    expect([chip?.event, chip?.more]).toEqual(['Frost', '+2']);
    expect(chip?.spoken).toMatch(/^Moderate warning: Frost.*Minor warning: b.*Minor warning: c/);
  });

  it('says after the first five how many more there are, as it shows', () => {
    const spoken = (count: number) =>
      tile(readingOf(Array.from({ length: count }, (_, at) => alert({ id: `${at}` })))).chip?.spoken;
    expect(spoken(20)).toMatch(/^(Moderate warning: [^:]*:00\. ){5}Warnings: \+15\.$/);
    expect(spoken(6)).toMatch(/ Warnings: \+1\.$/);
    expect(spoken(5)).not.toContain('+');
  });

  it('puts what is in force before what is to come, however severe that is', () => {
    const coming = alert({ id: 'b', event: 'Hurricane', severity: 'extreme', onset: now + hour });
    expect(tile(readingOf([coming, alert()])).chip).toMatchObject({ event: 'Frost', more: '+1' });
  });

  it('stays when its feed falls silent, and says how old it is', () => {
    expect(tile(readingOf([alert()], { staleAt: now })).chip?.mark).toMatch(/^as of 11:32/);
  });

  it('tells no warning, no service and a dead feed apart', () => {
    expect(tile(undefined)).toEqual({ chip: undefined, note: '', spoken: '' });
    expect(tile(readingOf([])).note).toBe('no warnings');
    expect(tile(readingOf([], { staleAt: now })).note).toMatch(/^no warnings, as of 11:32/);
    expect(tile(readingOf([], { covered: false })).note).toBe('warnings not covered here');
    const dead = { ...blankReading('feed-failed'), id: 'alerts:la-paz-bo' } as const;
    expect(alertsTile(dead, 'UTC', contextWith()).note).toBe('warnings: source not answering');
  });

  it('tells those that can be told beside one that is none', () => {
    const reading = readingOf([null as never, alert()]);
    expect(tile(reading).chip).toMatchObject({ event: 'Frost', more: '' });
    expect(nextAlertChange(reading.value as AlertsValue, now)).toBeGreaterThan(now);
  });

  it('says that the newsroom keeps the list and that it was wrong, once, after all of it', () => {
    const corrected = { at: now - hour, from: now - 2 * hour, to: now - 1.5 * hour };
    const more = { pinned: true, corrected } as const;
    const words = 'pinned by the newsroom, corrected 11:00: what stood here from 10:00 to 10:30 was wrong';
    const { chip } = tile(readingOf([alert(), alert({ id: 'b', onset: now + hour })], more));
    expect(chip?.mark).toBe('pinned · corrected 11:00');
    expect(chip?.spoken.split(/pinned/i).length).toBe(2);
    expect(chip?.spoken).toMatch(new RegExp(`until 18:00\\. P${words.slice(1)}\\.$`));
    const none = tile(readingOf([], more));
    expect([none.note, none.spoken]).toEqual([`no warnings, ${words}`, `No warnings, ${words}.`]);
    const withdrawn = { ...blankReading('withdrawn'), corrected };
    expect(tile(withdrawn).note).toMatch(/^warnings: withdrawn, corrected 11:00: what/);
  });

  it('speaks Spanish', () => {
    const { chip } = tile(readingOf([alert({ severity: 'severe', onset: now + hour })]), { words: wordsEs });
    expect(chip?.spoken).toMatch(/^Aviso grave: Frost, SENAMHI, desde 13:00.*, hasta 18:00/);
  });

  it('ends with one stop, also where a shortened month has one', () => {
    const long = readingOf([alert({ until: now + 60 * hour })]);
    const { chip } = tile(long, { formats: intlFormats('pt') });
    expect(chip?.spoken).toMatch(/26 de nov\.$/);
    expect(chip?.spoken).not.toMatch(/\.\.$/);
  });

  it('is missing in a sentence that ends as those of its language do, once', () => {
    expect(tile(readingOf([])).spoken).toBe('No warnings.');
    expect(tile(readingOf([]), { words: wordsJa }).spoken).toBe('警報・注意報なし。');
    const old = readingOf([], { staleAt: now, asOf: now - 60 * hour });
    expect(tile(old, { formats: intlFormats('pt') }).spoken).toMatch(/21 de nov\.$/);
    expect(tile(old, { formats: intlFormats('pt') }).spoken).not.toMatch(/\.\.$/);
  });

  it('links to https alone, and is called by its severity where it has no name', () => {
    const { chip } = tile(readingOf([alert({ event: '\u202e', href: 'javascript:alert(1)' })]));
    expect([chip?.event, chip?.href]).toEqual(['Moderate warning', undefined]);
  });

  it('tells a severity that no version of ours has as an unknown one, behind all others', () => {
    const odd = alert({ id: 'odd', event: 'Ash', severity: 'constructor' as never });
    expect(tile(readingOf([odd])).chip).toMatchObject({
      severity: 'unknown',
      spoken: expect.stringMatching(/^Warning: Ash/),
    });
    const { chip } = tile(readingOf([odd, alert({ severity: 'minor' })]));
    expect(chip).toMatchObject({ event: 'Frost', severity: 'minor' });
  });
});

describe('whatever the warnings are', () => {
  it('the text is bounded and says no NaN or undefined', () => {
    const plain = { formats: plainFormats };
    fc.assert(
      fc.property(fc.array(anyAlert, { maxLength: 200 }), (alerts) => {
        const { chip } = tile(readingOf(alerts), plain);
        expect([...(chip?.event ?? '')].length).toBeLessThanOrEqual(64);
        expect(chip?.mark ?? '').toMatch(/^$|^from [\d-]{10}$|^from \d\d:\d\d UTC$/);
        expect(chip?.more ?? '').toMatch(/^$|^\+\d{1,2}$/);
        expect((chip?.spoken ?? '').length).toBeLessThanOrEqual(2000);
      }),
      { numRuns: 50 },
    );
  });
});
