import { describe, expect, it } from 'vitest';
import type { Catalogue } from '../../src/gateway/catalogue.ts';
import type { ItemId } from '../../src/protocol/item-id.ts';
import { digestOf } from '../../src/protocol/order.ts';
import type { BoardSnapshot, SnapshotItem } from '../../src/protocol/snapshot.ts';
import { settle } from '../support/fake-clock.ts';
import { connect, open } from './reader.ts';
import { catalogue, newsroom, type Rig, startRig } from './rig.ts';

const boards = (front: readonly ItemId[]): Catalogue => ({
  ...catalogue,
  boards: new Map([...catalogue.boards, ['front', front]]),
});

async function board({ gateway }: Rig, name = 'front') {
  const response = await fetch(`${gateway.url()}/v1/boards/${name}`);
  return { tag: response.headers.get('etag'), body: (await response.json()) as BoardSnapshot };
}

const readings = ({ items }: { readonly items: readonly SnapshotItem[] }) => items;

describe('another catalogue', () => {
  it('brings new items of a board to the sockets that are open, and their updates from then on', async () => {
    const rig = await startRig();
    const reader = await connect(rig.gateway);
    await reader.next('snap');
    rig.gateway.recatalogue(boards(['quote:AAA', 'quote:DDD']));
    const snap = await reader.next('snap', 2);
    expect(snap.items.map(({ id }) => id)).toEqual(['quote:DDD']);
    await rig.writer.put(['quote:DDD', '4.00'], ['quote:BBB', '2.00']);
    rig.clock.advance(1_000);
    const upd = await reader.next('upd');
    expect(upd.items.map(({ id }) => id)).toEqual(['quote:DDD']);
    expect(rig.gateway.readers()).toBe(1);
  });

  it('tells at once, by a digest, readers who still show an item that left their board', async () => {
    const rig = await startRig();
    const [reader, other] = [
      await connect(rig.gateway),
      await connect(rig.gateway, { query: 'board=money' }),
    ];
    const [front, money] = [await reader.next('snap'), await other.next('snap')];
    rig.gateway.recatalogue(boards(['quote:AAA']));
    expect((await reader.next('hb')).digest).not.toBe(digestOf(readings(front)));
    expect((await reader.next('hb')).digest).toBe(
      digestOf(readings(front).filter(({ id }) => id === 'quote:AAA')),
    );
    expect((await other.next('hb')).digest).toBe(digestOf(readings(money)));
  });

  it('leaves sockets of other boards in peace', async () => {
    const rig = await startRig();
    const reader = await connect(rig.gateway, { query: 'board=money' });
    await reader.next('snap');
    rig.gateway.recatalogue(boards(['quote:AAA']));
    await rig.writer.put(['quote:BBB', '2.00']);
    rig.clock.advance(1_000);
    await reader.next('upd');
    expect(reader.messages.map(({ t }) => t)).toEqual(['hello', 'snap', 'hb', 'upd']);
  });

  it("keeps a reader's own additions as long as they are known", async () => {
    const rig = await startRig();
    const reader = await connect(rig.gateway);
    await reader.next('snap');
    reader.send({ t: 'sub', items: ['quote:DDD'] });
    await reader.next('snap', 2);
    rig.gateway.recatalogue(boards(['quote:AAA']));
    await reader.next('snap', 3);
    await rig.writer.put(['quote:DDD', '4.00'], ['quote:BBB', '2.00']);
    rig.clock.advance(1_000);
    expect((await reader.next('upd')).items.map(({ id }) => id)).toEqual(['quote:DDD']);
  });

  it('changes snapshots at once, and the tag of no board that stayed as it was', async () => {
    const rig = await startRig();
    const [front, money] = [await board(rig), await board(rig, 'money')];
    rig.clock.advance(5_000);
    rig.gateway.recatalogue(boards(['quote:CCC', 'quote:DDD']));
    const after = await board(rig);
    expect(after.body.meta.map(({ id }) => id)).toEqual(['quote:CCC', 'quote:DDD']);
    expect(after.body.items.map(({ id }) => id)).toEqual(['quote:CCC', 'quote:DDD']);
    expect(after.tag).not.toBe(front.tag);
    expect(after.body.builtAt).toBe(rig.clock.now());
    expect(await board(rig, 'money')).toEqual(money);
  });

  it('shows what the store holds of an item that was not known before', async () => {
    const rig = await startRig();
    const fresh = 'quote:NEW' as const;
    await rig.writer.put([fresh, '9.00']);
    rig.clock.advance(1_000);
    const meta = new Map([
      ...catalogue.meta,
      [fresh, { id: fresh, cls: 'crypto', name: { en: 'New' } } as const],
    ]);
    const reader = await connect(rig.gateway);
    await reader.next('snap');
    rig.gateway.recatalogue({ ...boards([fresh]), meta });
    await reader.until(
      (message) =>
        'items' in message &&
        message.items?.some((item) => typeof item === 'object' && item.id === fresh) === true,
    );
    expect((await board(rig)).body.items.map(({ id }) => id)).toEqual([fresh]);
  });

  it('keeps the credit of a source whose values may still be shown', async () => {
    const rig = await startRig();
    rig.gateway.recatalogue({ ...catalogue, sources: {} });
    expect((await board(rig)).body.sources).toEqual(catalogue.sources);
  });

  it('admits newcomers by its own origins and limits, and asks nobody to leave', async () => {
    const rig = await startRig();
    const reader = await connect(rig.gateway, { headers: { Origin: newsroom } });
    await reader.next('snap');
    const sites = [{ id: 'other', origins: ['https://other.example'], boards: ['front'] }];
    rig.gateway.recatalogue({ ...catalogue, sites }, { allowNoOrigin: false });
    await expect(open(rig.gateway, { headers: { Origin: newsroom } }).opened).rejects.toThrowError(
      'status 403',
    );
    await expect(open(rig.gateway).opened).rejects.toThrowError('status 403');
    await connect(rig.gateway, { headers: { Origin: 'https://other.example' } });
    expect(rig.gateway.readers()).toBe(2);
  });

  it('changes nothing where an origin in it is none', async () => {
    const rig = await startRig();
    const before = await board(rig);
    const sites = [{ id: 'bad', origins: ['nowhere'], boards: ['front'] }];
    expect(() => rig.gateway.recatalogue({ ...boards(['quote:DDD']), sites })).toThrowError();
    await settle();
    expect(await board(rig)).toEqual(before);
  });
});
