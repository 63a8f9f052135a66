import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemId } from '../../src/protocol/item-id.ts';
import { compareStamps, digestOf, isNewer } from '../../src/protocol/order.ts';

const stamp = fc.record({ e: fc.nat(5), s: fc.nat(5) });
const entry = fc.record({
  id: fc.constantFrom<ItemId>('quote:A', 'quote:B', 'alerts:C', 'weather:D'),
  e: fc.nat(),
  s: fc.nat(),
});
const entries = fc.uniqueArray(entry, { selector: ({ id }) => id });

describe('the order of copies', () => {
  it('goes by epoch first', () => {
    expect(compareStamps({ e: 2, s: 0 }, { e: 1, s: 99 })).toBeGreaterThan(0);
    expect(compareStamps({ e: 1, s: 2 }, { e: 1, s: 3 })).toBeLessThan(0);
    expect(compareStamps({ e: 1, s: 2 }, { e: 1, s: 2 })).toBe(0);
  });

  it('is total', () => {
    fc.assert(
      fc.property(stamp, stamp, stamp, (a, b, c) => {
        expect(Math.sign(compareStamps(a, b))).toBe(0 - Math.sign(compareStamps(b, a)));
        if (compareStamps(a, b) <= 0 && compareStamps(b, c) <= 0)
          expect(compareStamps(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('lets a copy in only where it is newer, and anything where nothing is held', () => {
    expect(isNewer({ e: 0, s: 0 }, undefined)).toBe(true);
    expect(isNewer({ e: 1, s: 1 }, { e: 1, s: 1 })).toBe(false);
    expect(isNewer({ e: 1, s: 2 }, { e: 1, s: 1 })).toBe(true);
    expect(isNewer({ e: 1, s: 2 }, { e: 2, s: 1 })).toBe(false);
  });

  it('ends on the same copy in whatever order all copies arrive', () => {
    fc.assert(
      fc.property(fc.array(stamp, { minLength: 1 }), fc.infiniteStream(fc.nat()), (stamps, noise) => {
        const newest = (list: typeof stamps) =>
          list.reduce((held, next) => (isNewer(next, held) ? next : held));
        const shuffled = stamps
          .map((value) => ({ value, key: noise.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ value }) => value);
        expect(newest(shuffled)).toEqual(newest(stamps));
      }),
    );
  });
});

describe('the digest', () => {
  it('is that of FNV-1a where it is known', () => {
    expect(digestOf([])).toBe('811c9dc5');
    expect(digestOf([{ id: 'quote:A', e: 1, s: 2 }])).toBe(fnv1a('quote:A 1 2'));
    expect(
      digestOf([
        { id: 'quote:B', e: 1, s: 2 },
        { id: 'quote:A', e: 3, s: 4 },
      ]),
    ).toBe(fnv1a('quote:A 3 4\nquote:B 1 2'));
  });

  it('does not depend on the order of the readings', () => {
    fc.assert(
      fc.property(entries, (list) => {
        expect(digestOf([...list].reverse())).toBe(digestOf(list));
      }),
    );
  });

  it('changes with any missed update', () => {
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: ({ id }) => id, minLength: 1 }), (list) => {
        const [first, ...rest] = list;
        if (first === undefined) return;
        expect(digestOf([{ ...first, s: first.s + 1 }, ...rest])).not.toBe(digestOf(list));
        expect(digestOf(rest)).not.toBe(digestOf(list));
      }),
    );
  });

  it('has eight digits, leading zeros and all', () => {
    fc.assert(
      fc.property(entries, (list) => {
        expect(digestOf(list)).toMatch(/^[0-9a-f]{8}$/);
      }),
    );
  });
});

/** Written anew, with exact integers, from the definition. */
function fnv1a(text: string): string {
  const hash = [...Buffer.from(text)].reduce(
    (held, byte) => ((held ^ BigInt(byte)) * 16_777_619n) % 4_294_967_296n,
    2_166_136_261n,
  );
  return hash.toString(16).padStart(8, '0');
}
