/** What the demo upstream answers to a provider, without a server: an Http that asks the wire formats, and short bodies. */
import type { DemoAnswer, DemoProvider } from '../../src/demo/formats/answer.ts';
import type { World } from '../../src/demo/world.ts';
import type { HttpRequest } from '../../src/system/http.ts';

/** The body for a request. Throws where the format has none. */
export function demoBody(
  { id, routes }: DemoProvider,
  path: string,
  { query = {} }: HttpRequest,
  { world, now }: { readonly world: World; readonly now: number },
): string {
  for (const route of routes) {
    const found = new RegExp(`^${route.path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`).exec(path);
    if (found === null) continue;
    const headers = { userAgent: 'ops@example-news.test', authorization: 'apikey x' };
    const unconditional = { ifModifiedSince: '', ifNoneMatch: '' };
    const request = { query, params: { ...found.groups }, ...headers, ...unconditional, now, recent: [] };
    return shortened(checked(route.answer(request, world)));
  }
  throw new Error(`${id} has no ${path}`);
}

function checked({ status, body }: DemoAnswer): string {
  if (status !== 200) throw new Error(body);
  return body;
}

/** Of a list, elements that are kept at either end: those in the middle are of the same form. */
const atEachEnd = { ofObjects: 1, ofOthers: 3 } as const;

function shortened(body: string): string {
  if (!body.startsWith('<')) return JSON.stringify(JSON.parse(body, (_key, value) => ends(value)));
  const days = withEnds(withEnds(body, /<entry>[\s\S]*?<\/entry>\s*/g), /<Cube time=[\s\S]*?<\/Cube>\s*/g);
  return days.replaceAll(/<Cube currency[^>]*>\s*|<d:BC_[\s\S]*?<\/d:\w+>\s*/g, (figure) =>
    /=.(?:USD|JPY)|BC_10YEAR/.test(figure) ? figure : '',
  );
}

function ends(value: unknown): unknown {
  if (Array.isArray(value))
    return atEnds(value, isPlain(value[0]) ? atEachEnd.ofObjects : atEachEnd.ofOthers);
  if (!isPlain(value)) return value;
  const [days, others] = [true, false].map((isDay) =>
    Object.entries(value).filter(([key]) => /^\d{4}-\d\d-\d\d$/.test(key) === isDay),
  );
  return Object.fromEntries([...(others ?? []), ...atEnds(days ?? [], atEachEnd.ofOthers)]);
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function atEnds<T>(all: readonly T[], each: number): readonly T[] {
  return all.length <= 2 * each ? all : [...all.slice(0, each), ...all.slice(-each)];
}

function withEnds(text: string, element: RegExp): string {
  const kept = new Set(atEnds([...text.matchAll(element)], 1).map(({ index }) => index));
  return text.replaceAll(element, (found, at) => (kept.has(at) ? found : ''));
}
