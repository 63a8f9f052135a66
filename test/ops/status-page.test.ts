import { describe, expect, it } from 'vitest';
import { statusPage } from '../../src/ops/status-page.ts';

/** What stands beside a key in the table of single values. */
function cellOf(value: unknown, key = 'key'): string | undefined {
  return /<th scope="row">[^<]*<\/th><td>(.*)<\/td><\/tr><\/tbody>/s.exec(statusPage({ [key]: value }))?.[1];
}

describe('the status page', () => {
  it.each<[string, unknown, string]>([
    ['lastOkAt', Date.UTC(2026, 10, 23, 12), '<time>2026-11-23T12:00:00.000Z</time>'],
    ['asOf', Date.UTC(2026, 10, 23, 12), '<time>2026-11-23T12:00:00.000Z</time>'],
    ['at', Date.UTC(2026, 10, 23, 12), '<time>2026-11-23T12:00:00.000Z</time>'],
    ['lastOkAt', null, '–'],
    ['lastOkAt', 0, '0'],
    ['lastOkAt', 1e300, '1e+300'],
    ['nextDueAt', Number.POSITIVE_INFINITY, 'Infinity'],
    ['readers', 12, '12'],
    ['epoch', 1_795_435_200_000, '1795435200000'],
    ['demo', false, 'no'],
    ['beating', true, 'yes'],
    ['role', undefined, '–'],
    ['items', [], '–'],
    ['items', ['quote:A', 'quote:B'], 'quote:A, quote:B'],
    ['text', 'a < b', 'a &lt; b'],
    ['text', 'x'.repeat(1_000), `${'x'.repeat(300)}…`],
  ])('shows %s %j as %s', (key, value, expected) => {
    expect(cellOf(value, key)).toBe(expected);
  });

  it('gives feeds a section of their own: one row each, every column with a header', () => {
    const page = statusPage({
      feeds: {
        ecb: { state: 'ok', lastOkAt: 1_795_435_200_000 },
        kraken: { state: 'failing', lastError: { kind: 'timeout', message: 'late' } },
      },
    });
    expect(page).toContain('<section tabindex="0" aria-label="Feeds"><h2>Feeds</h2>');
    expect(page).toContain(
      '<thead><tr><th scope="col">name</th><th scope="col">state</th><th scope="col">last ok at</th><th scope="col">last error</th></tr></thead>',
    );
    expect(page).toContain(
      '<tr><th scope="row">ecb</th><td>ok</td><td><time>2026-11-23T12:00:00.000Z</time></td><td>–</td></tr>',
    );
    expect(page).toContain(
      '<tr><th scope="row">kraken</th><td>failing</td><td>–</td><td>kind: timeout<br>message: late</td></tr>',
    );
  });

  it('names rows and columns in words, and leaves other names as they are', () => {
    const page = statusPage({
      uptimeS: 5,
      itemsWithoutSource: [],
      off: { 'quote:BTC-USD': 'no', XYZ: 'no' },
    });
    for (const name of ['uptime s', 'items without source', 'quote:BTC-USD', 'XYZ'])
      expect(page).toContain(`<th scope="row">${name}</th>`);
  });

  it('says in words where a section is empty, and how much it leaves out', () => {
    expect(statusPage({ providersOff: {} })).toContain('<h2>Providers off</h2>\n<p>None.</p>');
    const many = Object.fromEntries(
      Array.from({ length: 1_002 }, (_, index) => [`f${index}`, { state: 'ok' }]),
    );
    const page = statusPage({ feeds: many });
    expect(page).toContain('<p>2 more are left out.</p>');
    expect(page.split('<tr><th scope="row">f')).toHaveLength(1_001);
  });

  it('has one first-level heading, a language, and neither script nor anything that is loaded', () => {
    const page = statusPage({ version: '1', feeds: { a: { state: 'ok' } } });
    expect(page.match(/<h1>/g)).toHaveLength(1);
    expect(page).toContain('<html lang="en">');
    expect(page).not.toMatch(/<script|<link|<img|http-equiv|src=|url\(/);
  });
});
