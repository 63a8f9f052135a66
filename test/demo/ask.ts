/** Asks a wire format directly, without a server: a world, an instant and a query. */
import type { DemoAnswer, DemoProvider, DemoRequest } from '../../src/demo/formats/answer.ts';
import { createWorld, type World } from '../../src/demo/world.ts';

export const contact = 'example-news.test ops@example-news.test';

export function ask(
  provider: DemoProvider,
  path: string,
  query: Record<string, string>,
  { now, world = createWorld(7), ...rest }: { now: number; world?: World } & Partial<DemoRequest>,
): DemoAnswer {
  const route = provider.routes.find((one) => one.path === path);
  if (route === undefined) throw new Error(`no route ${path}`);
  const request: DemoRequest = {
    query,
    userAgent: contact,
    authorization: 'apikey anything',
    ifModifiedSince: '',
    ifNoneMatch: '',
    now,
    recent: [],
    ...rest,
  };
  return route.answer(request, world);
}

/** The decoded JSON body, in the shape that the test expects of it and then checks. */
export function bodyOf<Shape>(answer: DemoAnswer): Shape {
  return JSON.parse(answer.body) as Shape;
}

/** The only one that fits; throws where there is none. */
export function found<Item>(items: readonly Item[], fits: (item: Item) => boolean): Item {
  const item = items.find(fits);
  if (item === undefined) throw new Error('not found');
  return item;
}
