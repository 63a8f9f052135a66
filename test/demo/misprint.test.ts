import { expect, it } from 'vitest';
import { misprinted, misprintStrike } from '../../src/demo/misprint.ts';

it.each([
  ['a number', '{"close":12.5,"open":1}', '{"close":404,"open":1}'],
  ['a text', '{"close":"12.50000"}', '{"close":"404"}'],
  ['the first of a list', '{"close":["12.5","0.1"]}', '{"close":["404","0.1"]}'],
  [
    'a quantity',
    '{"close":{"unitCode":"wmoUnit:degC","value":-3.1}}',
    '{"close":{"unitCode":"wmoUnit:degC","value":404}}',
  ],
  ['a figure with its unit', '{"close":"12 km/h"}', '{"close":"404 km/h"}'],
  ['an element', `<d:close m:type="Edm.Double">4.66</d:close>`, `<d:close m:type="Edm.Double">404</d:close>`],
  ['a rate', `<Cube currency='close' rate='1.1'/>`, `<Cube currency='close' rate='404'/>`],
])('prints %s as what it is told', (_shape, body, printed) => {
  expect(misprinted(body, { field: 'close', text: '404' })).toBe(printed);
});

it('prints each of them, as it is told and to the letter, and leaves what is no figure', () => {
  const body = '[{"a":1e5},{"a":-2},{"a":null},{"b":3},{"ab":4}]';
  expect(misprinted(body, { field: 'a', text: '$&' })).toBe(
    '[{"a":$&},{"a":$&},{"a":null},{"b":3},{"ab":4}]',
  );
});

it('goes to everyone whole, and under no mark by which the right body could be taken for it', () => {
  const whole = {
    status: 200,
    headers: { 'content-type': 'text/xml', etag: '"1"', 'last-modified': 'then' },
    body: '{"a":1}',
    served: { a: '1' },
  };
  const due = { ...whole, status: 304, body: '' };
  const strike = misprintStrike({ field: 'a', text: 'NaN' });
  expect(strike({ provider: 'x', whole, due, again: () => whole })).toEqual({
    kind: 'send',
    afterMs: 0,
    answer: { status: 200, headers: { 'content-type': 'text/xml' }, body: '{"a":NaN}' },
  });
});
