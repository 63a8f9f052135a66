import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemClass } from '../../src/protocol/meta.ts';
import type { QuoteValue, WeatherValue } from '../../src/protocol/reading.ts';
import { admissionRules, admit, type Candidate } from '../../src/worker/admission.ts';

const now = Date.UTC(2026, 10, 23, 12);
const quote = (cls: ItemClass, fields: Partial<QuoteValue>, times: Partial<Candidate> = {}) =>
  admit({ cls, value: { kind: 'quote', price: '1', ...fields }, asOf: now, now, ...times });
const weather = (fields: Partial<WeatherValue>) =>
  admit({ cls: 'weather', value: { kind: 'weather', tempC: 12, ...fields }, asOf: now, now });
const admitted = { admitted: true };
const refusedBy = (rule: string) => expect.objectContaining({ admitted: false, rule });

const basis = 'prevClose';

describe('a price', () => {
  it.each<[ItemClass, string]>([
    ['index', '6600.25'],
    ['share', '627400.00'],
    ['fx', '0.8541'],
    ['crypto', '0.00000123'],
    ['commodity', '-37.63'],
    ['yield', '-0.854'],
    ['yield', '0'],
    ['commodity', '0.00'],
  ])('of class %s may be %s', (cls, price) => {
    expect(quote(cls, { price })).toEqual(admitted);
  });

  it.each<[ItemClass, string]>([
    ['index', '0'],
    ['share', '0.000'],
    ['fx', '-0'],
    ['crypto', '-1'],
    ['share', '10000000.01'],
    ['crypto', '100000001'],
    ['commodity', '-1000.01'],
    ['yield', '-25.1'],
    ['yield', '201'],
  ])('of class %s may not be %s', (cls, price) => {
    expect(quote(cls, { price })).toEqual(refusedBy('within-bounds'));
  });

  it.each(['1e309', 'NaN', 'Infinity', '', ' 1', '1,000', '+1', '0x1', '1.', '.5', '9'.repeat(31), 'null'])(
    'may not be the text %j',
    (price) => {
      expect(quote('crypto', { price })).toEqual(refusedBy('finite'));
    },
  );

  it.each([undefined, 1, Number.NaN, null, {}, ['1']])('may not be %j instead of text', (price) => {
    expect(quote('crypto', { price: price as never })).toEqual(refusedBy('finite'));
  });

  it.each(['reference', 'change', 'changePct', 'changeBp'] as const)('is held back for a bad %s', (field) => {
    expect(quote('index', { [field]: '1e3' })).toEqual(refusedBy('finite'));
    // Yields alone may be measured against less than nothing.
    const whole = { price: '-1.5', basis: 'prevFixing', reference: '-1.25', change: '-0.25' } as const;
    const alone = { price: '1', basis: 'prevFixing', [field]: '-1.25' } as const;
    expect(quote('yield', field === 'reference' ? whole : alone)).toEqual(admitted);
  });

  it('is not measured against what is no price of its class', () => {
    expect(quote('crypto', { reference: '-95567.16' })).toEqual(refusedBy('within-bounds'));
    expect(quote('share', { reference: '0.00' })).toEqual(refusedBy('within-bounds'));
    expect(quote('fx', { reference: '1e309' })).toEqual(refusedBy('finite'));
    expect(quote('commodity', { price: '10.01', basis, reference: '-37.63', change: '47.64' })).toEqual(
      admitted,
    );
  });
});

describe('a price and its change', () => {
  const good = { price: '229.87', basis, reference: '228.52', change: '1.35', changePct: '0.59074' } as const;

  it('may be as feeds publish them, rounded here and there', () => {
    expect(quote('share', good)).toEqual(admitted);
    expect(quote('share', { ...good, change: '1.36', changePct: '0.6' })).toEqual(admitted);
    const { reference: _none, ...alone } = good;
    expect(quote('share', alone)).toEqual(admitted);
    const small = {
      price: '0.00001',
      basis,
      reference: '0.00001',
      change: '0.00000',
      changePct: '-3.2',
    } as const;
    expect(quote('crypto', small)).toEqual(admitted);
    const yields = { price: '4.12', basis, reference: '4.15', change: '-0.03', changeBp: '-3' } as const;
    expect(quote('yield', yields)).toEqual(admitted);
  });

  it.each<[string, Partial<QuoteValue>]>([
    ['a fall beside a higher price', { changePct: '-0.59074' }],
    ['a change of the other sign', { change: '-1.35' }],
    ['a share of one for a percentage', { changePct: '0.0059' }],
    ['a percentage times a hundred', { changePct: '59.074' }],
    ['the reference of another item', { reference: '412.87' }],
    ['a price without its decimals', { price: '22987' }],
    ['another item’s change', { change: '3.99' }],
    ['flat in percent', { changePct: '0.00000' }],
  ])('may not contradict each other: %s', (_what, fields) => {
    expect(quote('share', { ...good, ...fields })).toEqual(refusedBy('coherent'));
  });

  it('may not contradict each other where the reference is not told', () => {
    const coin = { price: '94739.85954', basis, change: '-832.80668', changePct: '-0.87139' } as const;
    expect(quote('crypto', coin)).toEqual(admitted);
    for (const changePct of ['0.87139', '-0.0087', '-87.139', '0'])
      expect(quote('crypto', { ...coin, changePct })).toEqual(refusedBy('coherent'));
    expect(quote('crypto', { ...coin, change: '100000' })).toEqual(refusedBy('coherent'));
  });

  it('may not come one without the other', () => {
    const { basis: _basis, ...sinceNothing } = good;
    const { change: _change, ...withoutChange } = good;
    for (const fields of [sinceNothing, withoutChange])
      expect(quote('share', fields)).toEqual(refusedBy('coherent'));
  });

  it('may not be basis points of another change', () => {
    const yields = { price: '4.12', basis, reference: '4.15', change: '-0.03' } as const;
    expect(quote('yield', { ...yields, changeBp: '-0.03' })).toEqual(refusedBy('coherent'));
    expect(quote('yield', { ...yields, changeBp: '3' })).toEqual(refusedBy('coherent'));
  });
});

describe('weather', () => {
  it.each<[keyof WeatherValue, number, number]>([
    ['tempC', -95, 62],
    ['feelsC', -120, 80],
    ['lowC', -95, 62],
    ['highC', -95, 62],
    ['windMs', 0, 120],
    ['windFromDeg', 0, 360],
    ['humidityPct', 0, 105],
  ])('has %s from %d to %d', (field, min, max) => {
    for (const inside of [min, max]) expect(weather({ [field]: inside })).toEqual(admitted);
    for (const outside of [min - 0.1, max + 0.1]) {
      expect(weather({ [field]: outside })).toEqual(refusedBy('within-bounds'));
    }
    for (const none of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(weather({ [field]: none })).toEqual(refusedBy('finite'));
    }
  });

  it('without a temperature is none', () => {
    expect(weather({ tempC: undefined as never })).toEqual(refusedBy('finite'));
  });

  it('that was really published once is refused: 404 degrees, and wind of 13,000 miles an hour', () => {
    expect(weather({ tempC: 404 })).toMatchObject({ objection: 'tempC 404 is outside -95 to 62' });
    expect(weather({ windMs: 13_000 * 0.44704 })).toEqual(refusedBy('within-bounds'));
  });
});

describe('the time of a value', () => {
  it.each([
    [4_000, admitted],
    [5_000, admitted],
    [6_000, refusedBy('not-from-the-future')],
    [86_400_000, refusedBy('not-from-the-future')],
  ])('may be ahead by %i ms: %j', (aheadMs, verdict) => {
    expect(quote('crypto', {}, { asOf: now + aheadMs })).toEqual(verdict);
  });

  it('may not be before that of the value held from the same source', () => {
    expect(quote('crypto', {}, { asOf: now - 60_000, heldAsOf: now - 59_999 })).toEqual(
      refusedBy('not-older-than-held'),
    );
    expect(quote('crypto', {}, { asOf: now - 60_000, heldAsOf: now - 60_000 })).toEqual(admitted);
    expect(quote('crypto', {}, { asOf: now - 60_000 })).toEqual(admitted);
  });

  it('may be before a held one that was stamped by a clock a day ahead', () => {
    expect(quote('crypto', {}, { heldAsOf: now + 86_400_000 })).toEqual(admitted);
    expect(quote('crypto', {}, { heldAsOf: now + 4_000 })).toEqual(refusedBy('not-older-than-held'));
  });

  it.each([Number.NaN, -1, Number.NEGATIVE_INFINITY])('may not be %d', (asOf) => {
    expect(quote('crypto', {}, { asOf })).toEqual(refusedBy('finite'));
  });
});

it('says in words what is wrong, with the first rule that objects', () => {
  expect(quote('share', { price: '-5' }, { asOf: now + 60_000 })).toEqual({
    admitted: false,
    rule: 'within-bounds',
    objection: 'price -5 is not above zero',
  });
  expect(quote('share', {}, { asOf: now + 60_000 })).toMatchObject({ objection: 'its time is 60 s ahead' });
  expect(new Set(admissionRules.map(({ name }) => name)).size).toBe(admissionRules.length);
});

it('never throws and never lets through what is no number, whatever a feed sends', () => {
  const anything = fc.oneof(fc.string(), fc.double(), fc.constant(null), fc.constant(undefined), fc.object());
  fc.assert(
    fc.property(anything, fc.double(), fc.constantFrom<ItemClass>('share', 'yield'), (price, asOf, cls) => {
      const verdict = quote(cls, { price: price as never }, { asOf });
      if (!verdict.admitted) return;
      expect(Number.isFinite(Number(price))).toBe(true);
      expect(asOf >= 0 && asOf <= now + 5_000).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

it('lets warnings pass: they are bounded where they are read', () => {
  const value = { kind: 'alerts', covered: true, alerts: [] } as const;
  expect(admit({ cls: 'alerts', value, asOf: now, now })).toEqual(admitted);
});
