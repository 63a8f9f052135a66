import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Language, languages } from '../../src/view/language-for.ts';
import { panelTable, stripTable, wordsByPath } from './tables.ts';

/** What a language may share with English, and why; `*`: any language. */
const shared: readonly { path: string; in: readonly (Language | '*')[]; why: string }[] = [
  { path: 'stop', in: ['*'], why: 'most scripts end a sentence with the same sign' },
  { path: 'comma', in: ['*'], why: 'most scripts part a list with the same sign' },
  { path: 'about', in: ['*'], why: 'most scripts write a colon in the same way' },
  { path: 'delayTag.realtime', in: ['*'], why: 'nothing needs saying' },
  { path: 'delayTag.model', in: ['*'], why: 'nothing needs saying' },
  { path: 'delayTag.observed', in: ['*'], why: 'nothing needs saying' },
  { path: 'delayTag.delayed-15m', in: ['*'], why: 'the count with its unit comes from Intl and says enough' },
  { path: 'in', in: ['de'], why: 'the German word is the same' },
  { path: 'sources', in: ['fr'], why: 'the French word is the same' },
  { path: 'points', in: ['fr'], why: 'the French word is the same' },
  { path: 'delayTag.fixing', in: ['fr', 'it', 'pl'], why: 'the term of these languages’ own exchanges' },
  { path: 'groups.commodities', in: ['pt'], why: 'the English word is the Brazilian market pages’ own' },
  { path: 'basisPoints', in: ['ja', 'ko', 'tr'], why: 'the abbreviation of these languages’ own press' },
];
const sharedByPanels: typeof shared = [
  { path: 'wind', in: ['de'], why: 'the German word is the same' },
  { path: 'source', in: ['fr'], why: 'the French word is the same' },
  { path: 'licence', in: ['fr'], why: 'the French word is the same' },
];

const foreign = languages.filter((language) => language !== 'en');
const placeholders = (text: string) => (text.match(/\{[^}]*\}/g) ?? []).sort();

describe.each([
  ['the strip', 'languages', stripTable, shared],
  ['the panels', 'panel-languages', panelTable, sharedByPanels],
] as const)('the words of %s', (_name, folder, tableOf, exceptions) => {
  const read = async (language: Language) => wordsByPath(await tableOf(language));
  const mayBeEmpty = (path: string) =>
    exceptions.some(({ path: own, why }) => own === path && why.startsWith('nothing'));

  it('are there in every language, and in no other', () => {
    const files = readdirSync(new URL(`../../src/view/${folder}`, import.meta.url));
    expect(files.sort()).toEqual(languages.map((language) => `${language}.ts`).sort());
  });

  it.each(foreign)('in %s are not those of English, but for the exceptions', async (language) => {
    const english = await read('en');
    const same = [...(await read(language))]
      .filter(([path, text]) => english.get(path) === text)
      .map(([path]) => path)
      .filter(
        (path) =>
          !exceptions.some(
            (one) => one.path === path && one.in.some((name) => name === '*' || name === language),
          ),
      );
    expect(same).toEqual([]);
  });

  it.each(foreign)('in %s take what the English ones take', async (language) => {
    const own = await read(language);
    const english = await read('en');
    expect([...own.keys()].sort()).toEqual([...english.keys()].sort());
    // One and two may be words of their own, or in the noun's form.
    const counted = (path: string, holes: string[]) => (/Spoken\.(one|two)$/.test(path) ? [] : holes);
    for (const [path, text] of english)
      expect([path, counted(path, placeholders(own.get(path) ?? ''))]).toEqual([
        path,
        counted(path, placeholders(text)),
      ]);
  });

  it.each(languages)('in %s are clean text', async (language) => {
    for (const [path, text] of await read(language)) {
      if (!mayBeEmpty(path)) expect(text, path).toMatch(/\S/);
      if (path !== 'comma') expect(text, path).toBe(text.trim());
      expect(text, path).toBe(text.normalize('NFC'));
      // No control of any kind, no straight quotes, no three dots where one sign is meant, no double space.
      expect(text, path).not.toMatch(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069'"]|\.{2}| {2}/u);
    }
  });

  it('make no exception that none needs', async () => {
    const english = await read('en');
    for (const { path, in: named } of exceptions) {
      const list = named.includes('*') ? foreign : (named as readonly Language[]);
      const same = await Promise.all(
        list.map(async (language) => (await read(language)).get(path) === english.get(path)),
      );
      expect([path, named.includes('*') ? same.some(Boolean) : same.every(Boolean)]).toEqual([path, true]);
    }
  });
});

const scripts: Partial<Record<Language, RegExp>> = {
  ar: /\p{Script=Arabic}/u,
  he: /\p{Script=Hebrew}/u,
  hi: /\p{Script=Devanagari}/u,
  'zh-hans': /\p{Script=Han}/u,
  'zh-hant': /\p{Script=Han}/u,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
  ko: /\p{Script=Hangul}/u,
};

it.each(Object.keys(scripts) as Language[])(
  '%s is written in its own script throughout',
  async (language) => {
    const latin = [...wordsByPath(await stripTable(language)), ...wordsByPath(await panelTable(language))]
      .filter(([, text]) => /\p{L}/u.test(text.replace(/\{\d\}/g, '')))
      .filter(([, text]) => !scripts[language]?.test(text))
      .map(([path]) => path);
    expect(latin.filter((path) => path !== 'basisPoints')).toEqual([]);
  },
);

it('French parts a colon by a space of its own and other signs of two parts by a narrow one, both without a break', async () => {
  for (const table of [await stripTable('fr'), await panelTable('fr')])
    for (const [path, text] of wordsByPath(table))
      expect(text, path).not.toMatch(/[^\u00a0]:|[^\u202f][;!?]/);
});

describe.each(languages)('in %s an editor finds that', (language) => {
  it('precipitation is not rain alone', async () => {
    const { conditions } = await stripTable(language);
    const [what = ''] = (await panelTable(language)).rain.split(/[,،，、]/);
    expect(what.toLowerCase().replace(/^ال/, '')).not.toBe(conditions.rain);
  });

  it('a figure that is held bears the same mark with its time and without', async () => {
    const { held, comma, heldAsOf } = await stripTable(language);
    expect(heldAsOf).toBe(`${held}${comma}{0}`);
  });

  it('what kind of figure it is leaves room for the name beside it', async () => {
    for (const tag of Object.values((await stripTable(language)).delayTag))
      expect(tag.length, tag).toBeLessThanOrEqual(12);
  });

  it('what a yield of a day is measured against is neither a fixing nor a price', async () => {
    // Treasury's yields have the basis of the ECB's rates: the day before, as it was published.
    const { basis } = await stripTable(language);
    expect(basis.prevFixing).not.toMatch(/fixing|fiksing|kurs|שער|السعر|定[盘盤]|고시가/i);
  });

  it('a source that stands in is not called as one that confirms', async () => {
    const { fallback, unconfirmed } = await stripTable(language);
    expect(unconfirmed).not.toContain(fallback);
  });
});
