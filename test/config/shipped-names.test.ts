import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../src/config/environment.ts';
import { loadConfig } from '../../src/config/load.ts';
import { kindOf } from '../../src/protocol/item-id.ts';
import { localText } from '../../src/protocol/meta.ts';
import { providers } from '../../src/providers/index.ts';
import { projectPath } from '../../src/system/project.ts';
import { languages } from '../../src/view/language-for.ts';

/** What a paper of the language writes as an English one does. */
const asInEnglish: Readonly<Record<string, string>> = {
  'La Paz': 'es fr de pt it pl tr',
  Bolivia: 'es it',
  Washington: 'es fr de pt it tr',
  'District of Columbia': 'de',
  'New York': 'fr de it tr',
  London: 'de',
  England: 'de',
  Berlin: 'fr de pl tr',
  Oslo: 'es fr de pt it pl tr',
  Tokyo: 'fr it tr',
  Japan: 'de',
};
/** What both scripts of Chinese write alike. */
const asInSimplified = ['拉巴斯', '柏林', '挪威', '日本', '摩根大通', '雅保', '波卡'];

const scripts: Readonly<Record<string, RegExp>> = {
  ar: /\p{Script=Arabic}/u,
  he: /\p{Script=Hebrew}/u,
  hi: /\p{Script=Devanagari}/u,
  'zh-hans': /\p{Script=Han}/u,
  'zh-hant': /\p{Script=Han}/u,
  ja: /[\p{Script=Han}\p{Script=Katakana}]/u,
  ko: /\p{Script=Hangul}/u,
};

const config = await loadConfig({
  file: projectPath('config', 'default.yaml'),
  environment: readEnvironment({}, providers),
  providers,
});
const items = [...config.meta.values()];
/** Of places and yields, which most languages write in a way of their own. */
const texts = items
  .filter(({ id, cls }) => kindOf(id) === 'weather' || cls === 'yield')
  .flatMap(({ name, region }) => (region === undefined ? [name] : [name, region]));
const others = languages.filter((language) => language !== 'en');

describe('the names of the default config', () => {
  it('are there for each place that it has, with a region', () => {
    const places = items.filter(({ id }) => kindOf(id) === 'weather');
    expect(places.length).toBe(config.places.size);
    for (const { id, region } of places) expect([id, region?.en]).not.toEqual([id, undefined]);
  });

  it('are, of places and yields, in all fifteen languages, but for those that a language writes as English does', () => {
    expect(languages.length).toBe(15);
    const same = new Map<string, string>();
    for (const text of texts) {
      const left = others.filter((language) => localText(text, language) === text.en);
      if (left.length > 0) same.set(text.en, left.join(' '));
    }
    expect(Object.fromEntries(same)).toEqual(asInEnglish);
  });

  it.each(Object.entries(scripts))('are, in %s, in its own script', (language, script) => {
    const pairs = items.filter(({ cls }) => cls === 'fx').map(({ name }) => name);
    expect(pairs).toHaveLength(10);
    for (const text of [...texts, ...pairs]) expect(localText(text, language)).toMatch(script);
  });

  it('are in the traditional script wherever that is another', () => {
    const all = items.flatMap(({ name, region }) => (region === undefined ? [name] : [name, region]));
    const alike = all
      .filter((text) => text.zh !== undefined && localText(text, 'zh-Hant') === text.zh)
      .map(({ zh }) => zh);
    expect(new Set(alike)).toEqual(new Set(asInSimplified));
  });

  it('leave out a language that has the English one', () => {
    const needless = items.flatMap(({ name, region = { en: '' } }) =>
      [name, region].flatMap((text) =>
        Object.entries(text)
          .filter(([language, own]) => language !== 'en' && own === text.en)
          .map(([language]) => `${text.en} in ${language}`),
      ),
    );
    expect(needless).toEqual([]);
  });
});
