/** Pure: the status as a page that a person reads, with no script and no request of its own. */
import { escaped } from './escaped.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Single values stand in a table of their own; a record of records (feeds, items) becomes a section with a table of one
 * row each. Times (`asOf`, and keys that end in `At`) are UTC in ISO 8601; every text is escaped, every length bounded.
 */
export function statusPage(status: Fields): string {
  const entries = Object.entries(status);
  const plain = entries.filter(([, value]) => !isFields(value));
  const sections = entries.flatMap(([key, value]) => (isFields(value) ? [[key, value] as const] : []));
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Masthead status</title>
<style>
body{font:14px/1.5 system-ui,sans-serif;margin:2rem;color-scheme:light dark}
section{overflow-x:auto}table{border-collapse:collapse}
th,td{text-align:start;vertical-align:top;padding:.2rem .8rem .2rem 0;border-block-end:1px solid #8884;overflow-wrap:break-word}
time{white-space:nowrap}
th{font-weight:600}
</style>
<main>
<h1>Masthead status</h1>
<p>Times are UTC. Reload the page for newer figures; <a href="status.json">the same as JSON</a>.</p>
${section('service', Object.fromEntries(plain))}
${sections.map(([key, value]) => section(key, value)).join('\n')}
</main>
</html>
`;
}

/** No config comes near; a mistake must not make a page that no browser opens. */
const maxRows = 1_000;
const maxChars = 300;

function section(key: string, value: Fields): string {
  const title = heading(key);
  const all = Object.entries(value);
  const rows = all.slice(0, maxRows);
  const left = all.length - rows.length;
  const body =
    all.length === 0 ? '<p>None.</p>' : rows.every(([, row]) => isFields(row)) ? grid(rows) : list(rows);
  const more = left > 0 ? `<p>${left} more are left out.</p>` : '';
  // A keyboard scrolls what has the focus (WCAG 2.2, 2.1.1).
  return `<section tabindex="0" aria-label="${escaped(title)}"><h2>${escaped(title)}</h2>\n${body}${more}</section>`;
}

/** One row for each entry, one column for each key that any of them has. */
function grid(rows: readonly (readonly [string, unknown])[]): string {
  const columns = [...new Set(rows.flatMap(([, row]) => Object.keys(row as Fields)))];
  const head = ['name', ...columns].map((column) => `<th scope="col">${escaped(words(column))}</th>`);
  const lines = rows.map(([name, row]) => {
    const cells = columns.map((column) => `<td>${cell(column, (row as Fields)[column])}</td>`);
    return `<tr><th scope="row">${text(name)}</th>${cells.join('')}</tr>`;
  });
  return `<table><thead><tr>${head.join('')}</tr></thead><tbody>\n${lines.join('\n')}\n</tbody></table>`;
}

function list(rows: readonly (readonly [string, unknown])[]): string {
  const lines = rows.map(
    ([key, value]) => `<tr><th scope="row">${text(words(key))}</th><td>${cell(key, value)}</td></tr>`,
  );
  return `<table><tbody>${lines.join('\n')}</tbody></table>`;
}

function cell(key: string, value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (Array.isArray(value)) {
    const shown = value.slice(0, maxRows).map((entry) => cell(key, entry));
    return shown.join(', ') || '–';
  }
  if (isFields(value)) {
    const shown = Object.entries(value).map(([name, inner]) => `${text(name)}: ${cell(name, inner)}`);
    return shown.slice(0, maxRows).join('<br>') || '–';
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (/(?:At|^at|^asOf)$/.test(key) && isMoment(value))
    return `<time>${new Date(value).toISOString()}</time>`;
  return text(String(value));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** ms since the epoch, no further than dates reach (ECMA-262, section 21.4.1.1). */
function isMoment(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= 8.64e15;
}

/** `itemsWithoutSource` → `items without source`; what is not such a name stays as it is. */
function words(key: string): string {
  return /^[a-z]+(?:[A-Z][a-z]*)*$/.test(key)
    ? key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    : key;
}

function heading(key: string): string {
  const title = words(key);
  return title.charAt(0).toUpperCase() + title.slice(1, maxChars);
}

function text(value: string): string {
  return escaped(value.length > maxChars ? `${value.slice(0, maxChars)}…` : value);
}
