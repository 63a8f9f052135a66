/** The tables of words of every language, for tests: those of the strip and those of its panels. */
import type { Language } from '../../src/view/language-for.ts';
import type { PanelWords } from '../../src/view/panel-words.ts';
import type { Words } from '../../src/view/words.ts';

export async function stripTable(language: Language): Promise<Words> {
  return (await import(`../../src/view/languages/${language}.ts`)).words;
}

export async function panelTable(language: Language): Promise<PanelWords> {
  return (await import(`../../src/view/panel-languages/${language}.ts`)).words;
}

/** Every string of a table by the way to it, such as `basis.prevClose`. */
export function wordsByPath(table: object, before = ''): Map<string, string> {
  const entries = Object.entries(table).flatMap(([key, part]): [string, string][] =>
    typeof part === 'string' ? [[before + key, part]] : [...wordsByPath(part, `${before}${key}.`)],
  );
  return new Map(entries);
}
