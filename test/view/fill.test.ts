import { describe, expect, it } from 'vitest';
import { fill } from '../../src/view/fill.ts';

describe('a template', () => {
  it('takes its texts by their number, in whichever order the language wants them', () => {
    expect(fill('{1} until {0}', 'noon', 'closed')).toBe('closed until noon');
    expect(fill('{0}, {0}', 'a')).toBe('a, a');
  });

  it('leaves nothing where no text is given', () => {
    expect(fill('up {2}')).toBe('up ');
  });

  it('does not read the texts that it takes', () => {
    expect(fill('{0} {1}', '{1} $& $1', 'b')).toBe('{1} $& $1 b');
  });
});
