import { describe, expect, it } from 'vitest';
import { languages } from '../../src/view/language-for.ts';
import { words as english } from '../../src/view/languages/en.ts';
import { stripWordsEn } from '../../src/view/strip-words.ts';
import { leavesOf, tableFrom } from '../../src/view/word-table.ts';
import { stripTable } from './tables.ts';

describe('a table of words as a list', () => {
  it.each(languages)('comes back as it was in %s, whatever the order of its keys', async (language) => {
    const table = await stripTable(language);
    expect(tableFrom(english, leavesOf(table, english))).toEqual(table);
  });

  it('follows the order of the shape and not its own', () => {
    const shape = { a: 'A', b: { c: 'C', d: 'D' } };
    expect(leavesOf({ b: { d: '3', c: '2' }, a: '1' }, shape)).toEqual(['1', '2', '3']);
  });

  it('is English where a word is missing on either side', () => {
    const shape = { a: 'A', b: { c: 'C', d: 'D' } };
    expect(leavesOf({ b: { d: '3' } }, shape)).toEqual(['A', 'C', '3']);
    expect(tableFrom(shape, ['1', ''])).toEqual({ a: '1', b: { c: '', d: 'D' } });
    expect(tableFrom(english, [])).toEqual(english);
  });

  it('ignores what it has no place for', () => {
    expect(tableFrom({ a: 'A' }, ['1', '2'])).toEqual({ a: '1' });
  });

  it('begins with what the strip says before the rest is there', async () => {
    const { strip, demo } = await stripTable('ja');
    expect(tableFrom(stripWordsEn, leavesOf(await stripTable('ja'), english))).toMatchObject({ strip, demo });
  });
});
