/** What no file of the ECB's can do to a reader: show a rate that an honest file would not have shown. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsvFixings } from '../../src/providers/ecb-csvdata.ts';
import { parseFixings } from '../../src/providers/ecb-fixings.ts';
import { fixingOutcome } from '../../src/providers/fixing-quotes.ts';
import type { Fixing } from '../../src/providers/fixings.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { type Days, ecbCsv, ecbXml } from './ecb-files.ts';

const days: Days = [
  ['2026-11-20', [['USD', '1.1520'], ['JPY', '181.50'], ['GBP', '0.86393']]], // biome-ignore format: one line
  ['2026-11-19', [['USD', '1.1500'], ['JPY', '180.90'], ['GBP', '0.8643']]], // biome-ignore format: one line
];
const codes = ['USD', 'JPY', 'GBP'];
const formats = [
  { name: 'XML', write: ecbXml, read: parseFixings, extra: [' obs="A"', ''] },
  { name: 'CSV', write: ecbCsv, read: parseCsvFixings, extra: ['', ',A'] },
] as const;

const badTexts = fc.constantFrom(
  '',
  'NaN',
  '1e309',
  '-1.1',
  '0',
  '1,1x',
  'null',
  '[]',
  '{}',
  '1.1.1',
  ' ',
  '١.١',
);

const quotesOf = (fixings: readonly Fixing[]) => {
  const [newest] = fixings;
  if (newest === undefined) throw new Error('no fixing');
  return codes.map((code) => fixingOutcome(`EUR/${code}`, newest, fixings));
};

const tryRead = (read: (text: string) => readonly Fixing[], text: string) => {
  try {
    return quotesOf(read(text));
  } catch (error) {
    if (error instanceof UpstreamError) return undefined;
    throw error;
  }
};

describe.each(formats)('rates in $name', ({ write, read }) => {
  const honest = quotesOf(read(write(days)));

  it('are refused where one is broken, never read otherwise, and the others stay', () => {
    const place = fc.record({ day: fc.constantFrom(0, 1), at: fc.constantFrom(0, 1, 2) });
    fc.assert(
      fc.property(place, badTexts, (where, bad) => {
        const broken = days.map(([day, rates], index): Days[number] => [
          day,
          rates.map(([code, rate], at) => [code, index === where.day && at === where.at ? bad : rate]),
        ]);
        for (const [at, outcome] of (tryRead(read, write(broken)) ?? []).entries()) {
          if (at !== where.at) expect(outcome).toEqual(honest[at]);
          else if (where.day === 0) expect(outcome.ok).toBe(false);
          // The fixing before is lost: so is the change, and the price stays.
          else expect(outcome.ok && outcome.observation.value).toEqual(barePrice(honest[at]));
        }
      }),
    );
  });

  it('are refused where a currency is broken, and the others stay', () => {
    fc.assert(
      fc.property(fc.constantFrom(0, 1, 2), badTexts, (where, bad) => {
        const broken = days.map(([day, rates], index): Days[number] => [
          day,
          rates.map(([code, rate], at) => [index === 0 && at === where ? bad : code, rate]),
        ]);
        for (const [at, outcome] of (tryRead(read, write(broken)) ?? []).entries()) {
          if (at === where) expect(outcome.ok).toBe(false);
          else expect(outcome).toEqual(honest[at]);
        }
      }),
    );
  });

  it('are all refused where a day is broken: another would pass for the fixing before', () => {
    fc.assert(
      fc.property(fc.constantFrom(0, 1), badTexts, (where, bad) => {
        const broken = days.map(([day, rates], index): Days[number] => [index === where ? bad : day, rates]);
        expect(tryRead(read, write(broken))).toBeUndefined();
      }),
    );
  });
});

describe('an XML file', () => {
  it('is refused wherever it is cut', () => {
    const text = ecbXml(days);
    fc.assert(
      fc.property(fc.nat(text.length - 1), (length) => {
        expect(tryRead(parseFixings, text.slice(0, length))).toBeUndefined();
      }),
    );
  });
});

describe('an unknown field', () => {
  const name = fc
    .stringMatching(/^[a-z]{1,8}$/)
    .filter((text) => !['time', 'currency', 'rate'].includes(text));
  const value = fc.stringMatching(/^[A-Za-z0-9 .]{0,12}$/);

  it('changes nothing as an attribute or an element of the XML', () => {
    fc.assert(
      fc.property(name, value, (key, text) => {
        const wider = ecbXml(days).replaceAll("'/>", `' ${key}='${text}'><x${key}>${text}</x${key}></Cube>`);
        expect(parseFixings(wider)).toEqual(parseFixings(ecbXml(days)));
      }),
    );
  });

  it('changes nothing as a column of the CSV', () => {
    fc.assert(
      fc.property(name, value, (key, text) => {
        const [header, ...rows] = ecbCsv(days).split('\n');
        const wider = [`${key},${header},x${key}`, ...rows.map((row) => `${text},${row},${text}`)].join('\n');
        expect(parseCsvFixings(wider)).toEqual(parseCsvFixings(ecbCsv(days)));
      }),
    );
  });
});

function barePrice(outcome: ReturnType<typeof fixingOutcome> | undefined) {
  if (!outcome?.ok || outcome.observation.value.kind !== 'quote') throw new Error('refused');
  const { kind, price, basis } = outcome.observation.value;
  return { kind, price, basis };
}
