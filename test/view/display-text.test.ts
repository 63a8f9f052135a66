import { describe, expect, it } from 'vitest';
import { displayText } from '../../src/view/display-text.ts';

describe('text from outside', () => {
  it('loses what controls a terminal or turns its neighbours around, and is bounded', () => {
    expect(displayText('a\u0000b\u202ec\u2066d\u200f')).toBe('abcd');
    expect(displayText('x'.repeat(100))).toHaveLength(64);
  });

  it('keeps letters of any script and markup as the text it is', () => {
    expect(displayText('Zürich 東京 <b>&amp;')).toBe('Zürich 東京 <b>&amp;');
  });

  it('is empty for anything but text', () => {
    for (const value of [undefined, null, 5, {}, () => {}]) expect(displayText(value)).toBe('');
  });
});
