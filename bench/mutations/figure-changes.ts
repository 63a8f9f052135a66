/** What becomes of one figure, time or word of a body, whatever the format: text in, text out. */
import type { Random } from '../../src/system/random.ts';
import { pick } from './pick.ts';

/** A new text, as JSON would write it: with quotes, or as a number; undefined where it does not apply. */
export type FigureChange = (text: string, random: Random) => string | undefined;

const isFigure = (text: string) => /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text);
const isTime = (text: string) => /^\d{4}-\d\d-\d\d(?:[T ]|$)/.test(text) && !Number.isNaN(Date.parse(text));

const factors = [2, 5, 10, 100, 1_000, 1e6, 0.5, 0.1, 0.01, 0.001, 1.001, 1.02, 0.98, 1.3, 0.7, 0];
const shiftsMs = [1e3, 3e5, 3.6e6, 8.64e7, 6.048e8, 3.15e10].flatMap((ms) => [ms, -ms]);

/** A figure keeps the number of its decimals, as a feed that errs would print it. */
function scaled(text: string, factor: number): string {
  const decimals = text.split('.')[1]?.length ?? 0;
  return (Number(text) * factor).toFixed(Math.min(decimals, 20));
}

function shifted(text: string, byMs: number): string {
  const moved = new Date(Date.parse(text) + byMs).toISOString();
  return text.length === 10 ? moved.slice(0, 10) : text.replace(/^[\dT:-]{16,19}/, moved.slice(0, 19));
}

const quoted = (text: string) => JSON.stringify(text);
const ofFigure =
  (change: (text: string, random: Random) => string): FigureChange =>
  (text, random) =>
    isFigure(text) ? change(text, random) : undefined;
const ofTime =
  (change: (text: string, random: Random) => string): FigureChange =>
  (text, random) =>
    isTime(text) ? change(text, random) : undefined;
const ofAny =
  (raw: string): FigureChange =>
  () =>
    raw;

/** Units in which a figure may come without a word, and words that feeds use for one another. */
const swaps: Readonly<Record<string, string>> = {
  USD: 'GBp',
  celsius: 'fahrenheit',
  'm/s': 'km/h',
  C: 'F',
  'wmoUnit:degC': 'wmoUnit:degF',
  'wmoUnit:km_h-1': 'wmoUnit:m_s-1',
  EUR: 'USD',
  Actual: 'Test',
  Alert: 'Cancel',
  Update: 'Cancel',
};

/** By name, each with the text that it puts there in the place of the old. */
export const figureChanges: Readonly<Record<string, FigureChange>> = {
  scaled: ofFigure((text, random) => scaled(text, pick(factors, random) ?? 1)),
  'scaled, as text': ofFigure((text, random) => quoted(scaled(text, pick(factors, random) ?? 1))),
  negated: ofFigure((text) => (text.startsWith('-') ? text.slice(1) : `-${text}`)),
  'negated, as text': ofFigure((text) => quoted(text.startsWith('-') ? text.slice(1) : `-${text}`)),
  'digits exchanged': ofFigure((text) => text.replace(/(\d)(\d)/, '$2$1').replace(/^(-?)0+(?=\d)/, '$1')),
  'point lost': ofFigure((text) => text.replace('.', '').replace(/^(-?)0+(?=\d)/, '$1')),
  exponent: ofFigure((text, random) => `${text}e${Math.floor(random() * 9) - 4}`),
  'seconds as ms': ofFigure((text) => `${text}000`),
  'ms as seconds': ofFigure((text) => text.replace(/\d{3}$/, '') || '0'),
  'thousands apart': ofFigure((text) => quoted(Number(text).toLocaleString('en-US'))),
  'decimal comma': ofFigure((text) => quoted(text.replace('.', ','))),
  'plus sign': ofFigure((text) => quoted(`+${text}`)),
  'with blanks': ofFigure((text) => quoted(` ${text} `)),
  'with a unit': ofFigure((text) => quoted(`${text} USD`)),
  'forty digits': ofFigure((text) =>
    quoted(
      text
        .padEnd(40, '7')
        .replace(/^(-?\d)/, '$1.')
        .slice(0, 40),
    ),
  ),
  hexadecimal: ofFigure((text) => quoted(`0x${Math.abs(Math.trunc(Number(text))).toString(16)}`)),
  'other digits': ofFigure((text) =>
    quoted(text.replaceAll(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? '')),
  ),
  'as text': ofFigure(quoted),
  'as a number': ofFigure((text) => text),
  'time shifted': ofTime((text, random) => quoted(shifted(text, pick(shiftsMs, random) ?? 0))),
  'time without a zone': ofTime((text) => quoted(text.replace(/(?:Z|[+-]\d\d:\d\d)$/, ''))),
  'time in another zone': ofTime((text) => quoted(text.replace(/(?:Z|[+-]\d\d:\d\d)$/, '+09:00'))),
  'time as seconds': ofTime((text) => String(Date.parse(text) / 1000)),
  'time as ms': ofTime((text) => String(Date.parse(text))),
  'time of 1970': ofTime(() => quoted('1970-01-01T00:00:00Z')),
  'another word': (text) => (Object.hasOwn(swaps, text) ? quoted(swaps[text] ?? '') : undefined),
  null: ofAny('null'),
  true: ofAny('true'),
  zero: ofAny('0'),
  'zero, as text': ofAny('"0"'),
  'not a number': ofAny('"NaN"'),
  'NaN, as no JSON has it': ofAny('NaN'),
  '1e309': ofAny('1e309'),
  '1e309, as text': ofAny('"1e309"'),
  'minus nothing': ofAny('-0'),
  empty: ofAny('""'),
  blank: ofAny('" "'),
  dash: ofAny('"-"'),
};
