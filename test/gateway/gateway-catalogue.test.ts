import { describe, expect, it } from 'vitest';
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { SiteCatalogue } from '../../src/protocol/snapshot.ts';
import { catalogue, startRig } from './rig.ts';

const idsOf = async (url: string) =>
  ((await (await fetch(url)).json()) as SiteCatalogue).items.map(({ id }) => id);

describe('GET /v1/catalogue', () => {
  it('names every item that a reader may follow, and every credit, for caches to share', async () => {
    const { gateway } = await startRig();
    const url = `${gateway.url()}/v1/catalogue`;
    const response = await fetch(url);
    expect(response.headers.get('cache-control')).toContain('s-maxage=5');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await response.json()).toEqual({
      items: [...catalogue.meta.values()],
      sources: catalogue.sources,
    });
    const etag = response.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[0-9a-f]+(?:-br|-gzip)?"$/);
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it('leaves out what nobody serves, but nothing of a board', async () => {
    const offered = new Set<ItemId>(['quote:DDD', 'quote:AAA']);
    const boards = new Map<string, readonly ItemId[]>([['front', ['quote:BBB']]]);
    const { gateway } = await startRig({ catalogue: { ...catalogue, offered, boards } });
    expect(await idsOf(`${gateway.url()}/v1/catalogue`)).toEqual(['quote:AAA', 'quote:BBB', 'quote:DDD']);
  });

  it('is there before any value is', async () => {
    const { gateway } = await startRig({
      wrap: (store) => ({ watch: store.watch, load: () => new Promise(() => {}) }),
    });
    expect((await fetch(`${gateway.url()}/v1/catalogue`)).status).toBe(200);
  });

  it('is another one, with another tag, once the config is', async () => {
    const { gateway } = await startRig();
    const url = `${gateway.url()}/v1/catalogue`;
    const etag = (await fetch(url)).headers.get('etag');
    gateway.recatalogue({ ...catalogue, meta: new Map([...catalogue.meta].slice(0, 2)) });
    expect(await idsOf(url)).toEqual(['quote:AAA', 'quote:BBB']);
    expect((await fetch(url)).headers.get('etag')).not.toBe(etag);
  });
});
