import { describe, expect, it } from 'vitest';
import { createAudiences, type Member } from '../../src/gateway/audience.ts';
import type { ItemId } from '../../src/protocol/item-id.ts';

function setup() {
  const encoded: string[] = [];
  const encode = (kind: string) => (ids: Iterable<ItemId>) => {
    const text = [kind, ...ids].join(' ');
    encoded.push(text);
    return Buffer.from(text);
  };
  return { encoded, audiences: createAudiences({ upd: encode('upd'), hb: encode('hb') }) };
}

function memberOf(): Member & { readonly frames: Buffer[] } {
  const frames: Buffer[] = [];
  return { frames, update: (frame) => frames.push(frame), heartbeat: (frame) => frames.push(frame) };
}

const changed = new Set<ItemId>(['quote:A']);

describe('sessions with the same items', () => {
  it('get the very same bytes, encoded once per tick', () => {
    const { encoded, audiences } = setup();
    const members = Array.from({ length: 100 }, memberOf);
    for (const member of members) audiences.join(member, ['quote:A', 'quote:B']);
    audiences.update(changed);
    expect(encoded).toEqual(['upd quote:A']);
    expect(new Set(members.map(({ frames }) => frames[0])).size).toBe(1);
  });

  it('get the very same heartbeat', () => {
    const { encoded, audiences } = setup();
    const members = Array.from({ length: 100 }, memberOf);
    for (const member of members) audiences.join(member, ['quote:A', 'quote:B']);
    audiences.heartbeat();
    expect(encoded).toEqual(['hb quote:A quote:B']);
    expect(new Set(members.map(({ frames }) => frames[0])).size).toBe(1);
  });

  it('are one audience in whatever order the items are named', () => {
    const { audiences } = setup();
    audiences.join(memberOf(), ['quote:A', 'quote:B']);
    audiences.join(memberOf(), ['quote:B', 'quote:A', 'quote:B']);
    expect(audiences.size()).toBe(1);
  });
});

describe('an audience', () => {
  it('tells of each of its frames before anybody gets it', () => {
    const { audiences } = setup();
    const member = memberOf();
    audiences.join(member, ['quote:A']);
    const told: Buffer[] = [];
    audiences.update(changed, (frame) => {
      expect(member.frames).toEqual([]);
      told.push(frame);
    });
    expect(told).toEqual(member.frames);
    expect(told).toHaveLength(1);
  });

  it('gets nothing, and costs nothing, where none of its items changed', () => {
    const { encoded, audiences } = setup();
    const member = memberOf();
    audiences.join(member, ['quote:B']);
    audiences.update(changed);
    expect(encoded).toEqual([]);
    expect(member.frames).toEqual([]);
  });

  it('is encoded apart from one with other items', () => {
    const { encoded, audiences } = setup();
    audiences.join(memberOf(), ['quote:A']);
    audiences.join(memberOf(), ['quote:A', 'quote:B']);
    audiences.update(new Set<ItemId>(['quote:A', 'quote:B']));
    expect(encoded).toEqual(['upd quote:A', 'upd quote:A quote:B']);
  });

  it('is forgotten with its last member', () => {
    const { encoded, audiences } = setup();
    const members = [memberOf(), memberOf()];
    const joined = members.map((member) => audiences.join(member, ['quote:A']));
    members.forEach((member, index) => {
      expect(audiences.size()).toBe(1);
      joined[index]?.leave(member);
      joined[index]?.leave(member);
    });
    expect(audiences.size()).toBe(0);
    audiences.update(changed);
    expect(encoded).toEqual([]);
  });

  it('that was left and is joined again is not dropped by a late second leave', () => {
    const { audiences } = setup();
    const first = memberOf();
    const old = audiences.join(first, ['quote:A']);
    old.leave(first);
    audiences.join(memberOf(), ['quote:A']);
    old.leave(first);
    expect(audiences.size()).toBe(1);
  });
});
