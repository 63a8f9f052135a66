import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { languages } from '../../src/view/language-for.ts';
import { words as english } from '../../src/view/languages/en.ts';
import { leavesOf, tableFrom } from '../../src/view/word-table.ts';
import { wordFiles } from '../../tools/words.mjs';
import { stripTable } from './tables.ts';

const files = await wordFiles(fileURLToPath(new URL('../..', import.meta.url)));
const foreign = languages.filter((language) => language !== 'en');
/** Brotli at quality 11, as the files are served. */
const weightOf = (name: string) => brotliCompressSync(files.get(name) ?? '').length;

describe('the files of words', () => {
  it('are one for the strip and one for the panels in each language but English', () => {
    const names = foreign.flatMap((language) => [`${language}.js`, `${language}-panels.js`]);
    expect([...files.keys()].sort()).toEqual(names.sort());
  });

  it.each(foreign)('weigh at most 1 kB each in %s', (language) => {
    expect(weightOf(`${language}.js`)).toBeGreaterThan(0);
    expect(weightOf(`${language}.js`)).toBeLessThanOrEqual(1024);
    expect(weightOf(`${language}-panels.js`)).toBeLessThanOrEqual(1024);
  });

  it.each(foreign)('are a module whose list makes the table of %s again', async (language) => {
    const text = files.get(`${language}.js`) ?? '';
    const module = await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
    expect(module.default).toEqual(leavesOf(await stripTable(language), english));
    expect(tableFrom(english, module.default)).toEqual(await stripTable(language));
  });
});
