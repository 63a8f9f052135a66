import { beforeEach, describe, expect, it } from 'vitest';
import { createInbox, type InboxVerdict } from '../../../src/gateway/inbox.ts';
import { defaultLimits } from '../../../src/gateway/limits.ts';
import type { ItemId } from '../../../src/protocol/item-id.ts';
import { digestOf } from '../../../src/protocol/order.ts';
import type { Cancel } from '../../../widget/env.ts';
import type { FeedLife } from '../../../widget/life/feed-life.ts';
import { settle } from '../../support/fake-clock.ts';
import { type FeedRig, feedRig } from '../feed-rig.ts';
import { sampleBoard, weather } from '../sample-board.ts';

const lima = 'weather:lima-pe';
const warnings = 'alerts:lima-pe';
let rig: FeedRig;

beforeEach(() => {
  rig = feedRig();
  const reading = weather(lima, { tempC: 20 });
  const meta = { id: lima, cls: 'weather', name: { en: 'Lima' } } as const;
  rig.env.answers.set('/items/weather%3Alima-pe', { body: { id: lima, meta, reading } });
});

const subs = (): ItemId[][] => rig.socket().sent.map((text) => JSON.parse(text).items);
const asksFor = (item: ItemId) =>
  rig.env.asked.filter((url) => url.endsWith(encodeURIComponent(item))).length;

/** The server's end of the newest socket, as the gateway decides; places have no warnings there. */
function gateway(): () => InboxVerdict['do'][] {
  const boardItems = sampleBoard().meta.map(({ id }) => id);
  const knows = (id: ItemId) => !id.startsWith('alerts:');
  const inbox = createInbox({ boardItems, knows, limits: defaultLimits, clock: rig.env.clock });
  const said: InboxVerdict['do'][] = [];
  let heard = 0;
  return () => {
    for (const text of rig.socket().sent.slice(heard)) {
      heard += 1;
      const verdict = inbox.text(text);
      said.push(verdict.do);
      if (verdict.do === 'refuse') rig.socket().say(verdict.err);
      if (verdict.do === 'follow') rig.socket().say({ t: 'snap', items: [] });
    }
    return said;
  };
}

/** What a strip follows of a place. */
function show(life: FeedLife, place: string): Cancel {
  const leaves = [life.follow(`weather:${place}`), life.follow(`alerts:${place}`)];
  return () => {
    for (const leave of leaves) leave();
  };
}

describe('a reader who clicks through the settings', () => {
  it('costs no message and no request where the strip starts anew with the same items', async () => {
    const { life } = await rig.startLife();
    let leave = show(life, 'lima-pe');
    await settle();
    rig.socket().say({ t: 'err', code: 'unknown-item', items: [warnings] });
    await settle();
    for (let click = 0; click < 12; click += 1) {
      leave();
      await rig.env.clock.advanceAsync(500);
      leave = show(life, 'lima-pe');
      await rig.env.clock.advanceAsync(300);
    }
    expect(subs()).toEqual([[lima, warnings], [lima]]);
    expect(asksFor(lima)).toBe(1);
  });

  it('takes back what nobody has followed for a few seconds', async () => {
    const { life } = await rig.startLife();
    const leave = show(life, 'lima-pe');
    await settle();
    leave();
    await rig.env.clock.advanceAsync(7999);
    expect(subs()).toEqual([[lima, warnings]]);
    await rig.env.clock.advanceAsync(1);
    expect(subs()).toEqual([[lima, warnings], []]);
  });

  it('never says more than the server bears, however fast the choices follow each other', async () => {
    const { life } = await rig.startLife();
    const serve = gateway();
    let leave: Cancel = () => {};
    for (let step = 0; step < 600; step += 1) {
      if (step % 6 === 0) {
        leave();
        leave = show(life, `place-${step}`);
      }
      await rig.env.clock.advanceAsync(50);
      expect(serve()).not.toContain('close');
    }
    for (let step = 0; step < 20; step += 1) {
      await rig.env.clock.advanceAsync(600);
      expect(serve()).not.toContain('close');
    }
    expect(subs().at(-1)).toEqual(['weather:place-594']);
    expect(rig.env.sockets).toHaveLength(1);
  });

  it('is answered at once after a moment of rest', async () => {
    const { life } = await rig.startLife();
    show(life, 'lima-pe');
    await settle();
    await rig.env.clock.advanceAsync(10_000);
    life.follow('weather:quito-ec');
    await settle();
    expect(subs()).toEqual([
      [lima, warnings],
      [lima, warnings, 'weather:quito-ec'],
    ]);
  });

  it('loses no link over a heartbeat that comes before a choice has reached the server', async () => {
    const { env, socket } = rig;
    const { life, feed } = await rig.startLife();
    const leave = show(life, 'lima-pe');
    await settle();
    const reading = weather(lima, { tempC: 21 }, { s: 2 });
    socket().say({ t: 'snap', items: [reading] });
    const both = digestOf([...sampleBoard().items, reading]);
    leave();
    await env.clock.advanceAsync(8000);
    socket().say({ t: 'hb', now: env.now(), digest: both });
    socket().say({ t: 'snap', items: [] });
    socket().say({ t: 'hb', now: env.now(), digest: digestOf(sampleBoard().items) });
    await env.clock.advanceAsync(1000);
    expect(env.sockets).toHaveLength(1);
    expect(feed.status).toBe('live');
  });

  it('is back after a minute or two where the server has had too many messages', async () => {
    const { feed } = await rig.startLife();
    rig.socket().drop(4429);
    await rig.env.clock.advanceAsync(59_999);
    expect(rig.env.sockets).toHaveLength(1);
    expect(feed.status).toBe('polled');
    await rig.env.clock.advanceAsync(31_000);
    expect(rig.env.sockets).toHaveLength(2);
    rig.greet();
    expect(feed.status).toBe('live');
  });
});
