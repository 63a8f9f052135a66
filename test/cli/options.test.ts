import { describe, expect, it } from 'vitest';
import { durationMs, readOptions } from '../../src/cli/options.ts';

const kinds = { json: 'flag', save: 'value' } as const;

describe('options', () => {
  it('are told apart from the words between them', () => {
    const read = readOptions('try', ['a', '--json', '--save', 'x', 'b', '--', '--c'], kinds);
    expect([...read.flags]).toEqual(['json']);
    expect(read.values.get('save')).toBe('x');
    expect(read.positionals).toEqual(['a', 'b', '--c']);
  });

  it.each([
    [['--jsn'], /try has no option --jsn/],
    [['-x'], /try has no option -x/],
    [['--constructor'], /try has no option --constructor/],
    [['--json=yes'], /--json takes no value/],
    [['--json', '--json'], /--json is given twice/],
    [['--save'], /--save needs a value/],
    [['--save', '--json'], /--save needs a value/],
  ])('%j is refused by name', (args, message) => {
    expect(() => readOptions('try', args, kinds)).toThrowError(message);
  });

  it('read times with a unit, and nothing else', () => {
    expect(durationMs('10s', '--for')).toBe(10_000);
    expect(durationMs('500ms', '--for')).toBe(500);
    for (const bad of ['10', '0s', '-1s', '1d', '25h', '']) {
      expect(() => durationMs(bad, '--for'), bad).toThrowError(/--for must be/);
    }
  });
});
