import { describe, expect, it } from 'vitest';
import { statusPage } from '../../src/ops/status-page.ts';

/** What stands beside a key, without the table around it. */
function cellOf(value: unknown, key = 'key'): string | undefined {
  return new RegExp(`<th scope="row">${key}</th><td>(.*)</td></tr></table>\\n</html>`, 's').exec(
    statusPage({ [key]: value }),
  )?.[1];
}

describe('the status page', () => {
  it.each<[string, unknown, string]>([
    ['lastOkAt', Date.UTC(2026, 10, 23, 12), '2026-11-23T12:00:00.000Z'],
    ['lastOkAt', null, '–'],
    ['lastOkAt', 0, '0'],
    ['lastOkAt', 1e300, '1e+300'],
    ['nextDueAt', Number.POSITIVE_INFINITY, 'Infinity'],
    ['readers', 12, '12'],
    ['epoch', 1_795_435_200_000, '1795435200000'],
    ['demo', false, 'false'],
    ['role', undefined, '–'],
    ['items', [], '–'],
    ['items', ['quote:A', 'quote:B'], 'quote:A, quote:B'],
    ['text', 'a < b', 'a &lt; b'],
  ])('shows %s %j as %s', (key, value, expected) => {
    expect(cellOf(value, key)).toBe(expected);
  });

  it('shows what is nested as tables within tables', () => {
    expect(cellOf({ ecb: { state: 'ok' } }, 'feeds')).toBe(
      '<table><tr><th scope="row">ecb</th><td><table><tr><th scope="row">state</th><td>ok</td></tr></table></td></tr></table>',
    );
  });
});
