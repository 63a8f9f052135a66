import { describe, expect, it } from 'vitest';
import { isItemId, itemKinds, kindOf } from '../../src/protocol/item-id.ts';

describe('an item id', () => {
  it.each([
    'quote:BTC-USD',
    'weather:la-paz-bo',
    'alerts:x',
    'quote:BRK.A',
    'quote:7_x',
    `quote:${'a'.repeat(48)}`,
  ])('may be %s', (text) => {
    expect(isItemId(text)).toBe(true);
  });

  it.each([
    '',
    'quote',
    'quote:',
    ':BTC',
    'news:BTC',
    'Quote:BTC',
    'quote:-x',
    'quote:.x',
    'quote:a b',
    'quote:a/b',
    'quote:a:b',
    'quote:é',
    'quote:a\n',
    ' quote:a',
    'quote:<b>',
    `quote:${'a'.repeat(49)}`,
    undefined,
    null,
    7,
    {},
    ['quote:a'],
  ])('may not be %j', (value) => {
    expect(isItemId(value)).toBe(false);
  });

  it('begins with its kind', () => {
    for (const kind of itemKinds) expect(kindOf(`${kind}:x`)).toBe(kind);
  });
});
