/** Reads the snippets out of a page of the documentation, by the heading that they stand under. Knows no browser. */
import { readFileSync } from 'node:fs';

export interface Section {
  readonly title: string;
  readonly text: string;
  /** Fenced blocks of a language, in order. */
  blocks(language: string): readonly string[];
}

/** `file`: a path below docs/. */
export function sectionsOf(file: string): readonly Section[] {
  const page = readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8');
  return page.split(/^## /m).map((part) => {
    const [title = '', ...lines] = part.split('\n');
    const text = lines.join('\n');
    return { title, text, blocks: (language) => blocksOf(text, language) };
  });
}

function blocksOf(text: string, language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, code = '']) => code,
  );
}
