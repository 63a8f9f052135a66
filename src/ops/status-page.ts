/** Pure: the status as a page that a person reads, with no script and no request of its own. */

/** Nested objects become tables, times (keys that end in `At`) become UTC; every text is escaped. */
export function statusPage(status: Readonly<Record<string, unknown>>): string {
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="10"><title>Masthead status</title>
<style>
body{font:14px/1.5 system-ui,sans-serif;margin:2rem;color-scheme:light dark}
table{border-collapse:collapse}th,td{text-align:start;vertical-align:top;padding:.2rem .8rem .2rem 0;border-block-end:1px solid #8884}
th{font-weight:600}
</style>
<h1>Masthead status</h1>
${table(status)}
</html>
`;
}

function table(record: Readonly<Record<string, unknown>>): string {
  const rows = Object.entries(record).map(
    ([key, value]) => `<tr><th scope="row">${escaped(key)}</th><td>${cell(key, value)}</td></tr>`,
  );
  return `<table>${rows.join('\n')}</table>`;
}

function cell(key: string, value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (Array.isArray(value)) return value.map((entry) => cell(key, entry)).join(', ') || '–';
  if (typeof value === 'object') return table(value as Record<string, unknown>);
  if (typeof value === 'number' && /At$/.test(key) && value > 0) return new Date(value).toISOString();
  return escaped(String(value));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => entities[char] ?? char);
}
