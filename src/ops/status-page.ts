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
  if (/At$/.test(key) && isMoment(value)) return new Date(value).toISOString();
  return escaped(String(value));
}

/** ms since the epoch, no further than dates reach (ECMA-262, section 21.4.1.1). */
function isMoment(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= 8.64e15;
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
