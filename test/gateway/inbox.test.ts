import { describe, expect, it } from 'vitest';
import { createInbox } from '../../src/gateway/inbox.ts';
import type { ItemId } from '../../src/protocol/item-id.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { catalogue, front } from './rig.ts';

const limits = { maxItems: 4, maxMessagesPer10s: 10, maxBadMessages: 5 };
const knows = (id: ItemId) => catalogue.meta.has(id);

function inboxOf(overrides: Partial<typeof limits> = {}) {
  const clock = fakeClock();
  const inbox = createInbox({ boardItems: front, knows, limits: { ...limits, ...overrides }, clock });
  return { clock, inbox, sub: (...items: string[]) => inbox.text(JSON.stringify({ t: 'sub', items })) };
}

describe('a subscription', () => {
  it('is added to the board', () => {
    const { sub } = inboxOf();
    expect(sub('quote:DDD')).toEqual({ do: 'follow', items: new Set([...front, 'quote:DDD']) });
  });

  it('takes the place of the one before', () => {
    const { sub } = inboxOf();
    sub('quote:DDD');
    expect(sub('quote:EEE')).toEqual({ do: 'follow', items: new Set([...front, 'quote:EEE']) });
  });

  it('counts an item of the board, or one named twice, once', () => {
    const { sub } = inboxOf();
    expect(sub('quote:AAA', 'quote:DDD', 'quote:DDD').do).toBe('follow');
  });

  it('over the limit is refused as a whole', () => {
    const { sub } = inboxOf();
    expect(sub('quote:DDD', 'quote:EEE')).toEqual({
      do: 'refuse',
      err: { t: 'err', code: 'too-many-items' },
    });
  });

  it('of nothing is accepted even where the board alone is over the limit', () => {
    const { sub } = inboxOf({ maxItems: 1 });
    expect(sub()).toEqual({ do: 'follow', items: new Set(front) });
    expect(sub('quote:DDD').do).toBe('refuse');
  });

  it('of an unknown item is refused with its name', () => {
    const { sub } = inboxOf();
    expect(sub('quote:DDD', 'quote:NOPE')).toEqual({
      do: 'refuse',
      err: { t: 'err', code: 'unknown-item', items: ['quote:NOPE'] },
    });
  });

  it('of many unknown items is answered with a few of them', () => {
    const { inbox } = inboxOf();
    const items = Array.from({ length: 200 }, (_, index) => `quote:N${index}`);
    const verdict = inbox.text(JSON.stringify({ t: 'sub', items }));
    expect(verdict.do === 'refuse' && verdict.err.items?.length).toBe(8);
  });
});

describe('a client', () => {
  it('may use types of a later version', () => {
    expect(inboxOf().inbox.text('{"t":"later"}')).toEqual({ do: 'nothing' });
  });

  it('is told of its first bad messages and closed at the fifth', () => {
    const { inbox } = inboxOf();
    expect(inbox.text('{')).toEqual({ do: 'refuse', err: { t: 'err', code: 'bad-json' } });
    for (const bad of ['[]', '7', '{"t":"sub"}'])
      expect(inbox.text(bad)).toEqual({ do: 'refuse', err: { t: 'err', code: 'bad-message' } });
    expect(inbox.text('nonsense')).toEqual({ do: 'close', code: 4400 });
  });

  it('is closed at the eleventh message within ten seconds', () => {
    const { inbox } = inboxOf();
    for (let count = 0; count < 10; count += 1) expect(inbox.text('{"t":"x"}').do).toBe('nothing');
    expect(inbox.text('{"t":"x"}')).toEqual({ do: 'close', code: 4429 });
  });

  it('may go on after ten seconds', () => {
    const { inbox, clock } = inboxOf();
    for (let count = 0; count < 30; count += 1) {
      if (count % 10 === 0) clock.advance(10_000);
      expect(inbox.text('{"t":"x"}').do).toBe('nothing');
    }
  });

  it('cannot make the gateway answer pings without end', () => {
    const { inbox } = inboxOf();
    for (let count = 0; count < 10; count += 1) expect(inbox.ping().do).toBe('nothing');
    expect(inbox.ping()).toEqual({ do: 'close', code: 4429 });
  });

  it('is closed for a binary frame', () => {
    expect(inboxOf().inbox.binary()).toEqual({ do: 'close', code: 4400 });
  });
});
