/** A provider's answer as the demo upstream writes it, shortened: what stands in the middle of a list is of the same form. */
import type { DemoProvider } from '../../src/demo/formats/answer.ts';
import type { World } from '../../src/demo/world.ts';
import type { HttpRequest } from '../../src/system/http.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';

/** Of a list of objects: enough hours for a day's range, and of days for a change. */
const kept = { first: 5, last: 1 } as const;
const day = /^\d{4}-\d\d-\d\d$/;

/** Throws an UpstreamError of kind `not-found` where the format has no answer of 200 to it. */
export function goodBody(
  { id, routes }: DemoProvider,
  path: string,
  { query = {} }: HttpRequest,
  { world, now }: { readonly world: World; readonly now: number },
): string {
  for (const route of routes) {
    const found = new RegExp(`^${route.path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`).exec(path);
    if (found === null) continue;
    const headers = { userAgent: 'desk@example.com', authorization: 'apikey x' };
    const unconditional = { ifModifiedSince: '', ifNoneMatch: '', recent: [] };
    const request = { query, params: { ...found.groups }, ...headers, ...unconditional, now };
    const { status, body } = route.answer(request, world);
    if (status === 200) return body.startsWith('<') ? shortXml(body) : shortJson(body);
  }
  throw new UpstreamError('not-found', `${id} has no good answer`);
}

function shortJson(body: string): string {
  return JSON.stringify(JSON.parse(body, (_name, value) => shortened(value)));
}

function shortened(value: unknown): unknown {
  if (Array.isArray(value)) return typeof value[0] === 'object' ? ends(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const days = ends(entries.filter(([name]) => day.test(name)).reverse());
  return Object.fromEntries([...entries.filter(([name]) => !day.test(name)), ...days.reverse()]);
}

function shortXml(body: string): string {
  const newestFirst = withoutMiddle(body, /<Cube time=[\s\S]*?<\/Cube>\s*/g);
  // The Treasury's feed begins with the oldest day.
  const all = [...newestFirst.matchAll(/<entry>[\s\S]*?<\/entry>\s*/g)].map(([entry]) => entry);
  const dropped = new Set(all.slice(1, -kept.first));
  const short = newestFirst.replaceAll(/<entry>[\s\S]*?<\/entry>\s*/g, (entry) =>
    dropped.has(entry) ? '' : entry,
  );
  return short.replaceAll(/<Cube currency[^>]*>\s*|<d:BC_[\s\S]*?<\/d:\w+>\s*/g, (figure) =>
    /=.(?:USD|JPY|GBP)|BC_(?:2|10)YEAR/.test(figure) ? figure : '',
  );
}

function withoutMiddle(text: string, element: RegExp): string {
  const at = new Set(ends([...text.matchAll(element)].map(({ index }) => index)));
  return text.replaceAll(element, (found, index) => (at.has(index) ? found : ''));
}

function ends<T>(all: readonly T[]): T[] {
  return all.length <= kept.first + kept.last
    ? [...all]
    : [...all.slice(0, kept.first), ...all.slice(-kept.last)];
}
