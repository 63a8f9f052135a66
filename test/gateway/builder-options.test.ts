import { describe, expect, it } from 'vitest';
import { colourNames, lookNames, readOptions } from '../../widget/builder/options.ts';
import { snippetOf } from '../../widget/builder/snippet.ts';
import { sectionsOf } from '../docs/snippets.ts';

/** Of a form with these fields filled in. */
const optionsOf = (fields: Readonly<Record<string, string>>) => readOptions((name) => fields[name]);
/** What becomes of one field's text. */
const readAs = (name: 'font' | 'radius' | 'gap', text: string) => {
  const { looks, refused } = optionsOf({ [`look-${name}`]: text });
  return refused.includes(name) ? 'refused' : looks.get(name);
};

it('offers every custom property that the documentation lists', () => {
  const looks = sectionsOf('embedding.md').find(({ title }) => title === 'Looks')?.text ?? '';
  const told = new Set(looks.match(/(?<=--masthead-)[a-z]+/g));
  expect([...colourNames, ...lookNames].sort()).toEqual([...told].sort());
});

describe('a font', () => {
  it.each([
    'serif',
    'Georgia, serif',
    'system-ui',
    '-apple-system, "Segoe UI", sans-serif',
    '\'Source Serif 4\', "Noto Serif"',
    'Source Serif Pro,Georgia',
    'Überschrift, 明朝',
    '"Don\'t Panic"',
  ])('may be %s', (font) => {
    expect(readAs('font', font)).toBe(font);
  });

  it.each([
    'serif; color: red',
    'serif } body { display: none',
    '"serif',
    '"a\\", serif',
    '"a\\22 b"',
    '"a\nb"',
    '</style>',
    '"</style><script>"',
    'url(//evil.example)',
    'var(--x)',
    'a/**/b',
    'serif !important',
    'serif,',
    ', serif',
    'a,,b',
    '4 you',
    '--x',
    'a "b"',
    '@import',
    `${'a'.repeat(40)}${' a'.repeat(40_000)}!`,
  ])('may not be %j', (font) => {
    expect(readAs('font', font)).toBe('refused');
  });

  it('is left to the page where the field is empty', () => {
    expect(optionsOf({ 'look-font': '  ' })).toMatchObject({ looks: new Map(), refused: [] });
  });
});

describe.each(['radius', 'gap'] as const)('a length for the %s', (name) => {
  it.each(['8px', '0.5em', '.5rem', '2ch', '1.25REM', '3vmin', '2mm', '0px'])('may be %s', (text) => {
    expect(readAs(name, text)).toBe(text);
  });

  it('has a unit always, as sums want it', () => {
    expect(readAs(name, '0')).toBe('0px');
  });

  it.each([
    '8',
    '-1px',
    '50%',
    '1px 2px',
    'calc(1px)',
    '1px;',
    '1px}',
    'px',
    '1.px',
    '1e3px',
    '1 px',
    'var(--x)',
    'auto',
    '1px/2px',
    '1quux',
  ])('may not be %j', (text) => {
    expect(readAs(name, text)).toBe('refused');
  });
});

describe('a class that means dark', () => {
  it.each(['night', 'is-dark', 'theme:dark', 'night"'])('may be %s', (name) => {
    const { attributes, refused } = optionsOf({ 'dark-class': name });
    expect([attributes.get('dark-class'), refused]).toEqual([name, []]);
  });

  it.each(['theme dark', 'a\tb', 'a\u00a0b', '.dark'])(
    'may not be %j, which the strip would not follow',
    (name) => {
      const { attributes, refused } = optionsOf({ board: 'front', 'dark-class': name });
      expect([[...attributes.keys()], refused]).toEqual([['board'], ['dark-class']]);
    },
  );
});

describe('a frame', () => {
  const addresses = { server: 'https://header.example.com', pinned: undefined };
  const source = (fields: Readonly<Record<string, string>>) =>
    /src="([^"]*)"/.exec(snippetOf('frame', optionsOf({ board: 'front', ...fields }), addresses).html)?.[1];

  it.each([{}, { layout: 'strip' }, { layout: 'compact' }, { layout: 'compact', panels: 'off' }])(
    'as low as %j has its panels off: there is no room for one',
    (fields) => {
      expect(source(fields)).toMatch(/&amp;panels=off$/);
    },
  );

  it('as high as a card keeps its panels, unless they are switched off', () => {
    expect(source({ layout: 'card' })).not.toContain('panels');
    expect(source({ layout: 'card', panels: 'off' })).toContain('panels=off');
  });

  it('takes no class of the page, and a script leaves panels as they were chosen', () => {
    expect(source({ 'dark-class': 'night' })).not.toContain('dark');
    const { html } = snippetOf('moving', optionsOf({ board: 'front', 'dark-class': 'night' }), addresses);
    expect(html).toContain('<masthead-strip board="front" dark-class="night">');
  });
});

it.each([
  ['ar', 'locale="ar" dir="rtl"'],
  ['he', 'locale="he" dir="rtl"'],
  ['de', 'locale="de"'],
])('has a strip in %s run as its preview does, whichever way the page runs', (locale, given) => {
  const addresses = { server: 'https://header.example.com', pinned: undefined };
  const { html } = snippetOf('moving', optionsOf({ board: 'front', locale }), addresses);
  expect(html).toContain(`<masthead-strip board="front" ${given}></masthead-strip>`);
  expect(snippetOf('frame', optionsOf({ board: 'front', locale }), addresses).html).not.toContain('dir');
});

it('writes looks behind the colours, and none into a frame', () => {
  const options = optionsOf({
    'colour-ink': '#222222',
    'look-font': '"Noto Serif"',
    'look-radius': '0',
    'look-gap': '6px',
  });
  const addresses = { server: 'https://header.example.com', pinned: undefined };
  const { css, html } = snippetOf('moving', options, addresses);
  const lines = ['ink: #222222', 'font: "Noto Serif"', 'radius: 0px', 'gap: 6px'];
  expect(css).toContain(lines.map((line) => `  --masthead-${line};\n`).join(''));
  expect(html).not.toContain('Noto');
  expect(JSON.stringify(snippetOf('frame', options, addresses))).not.toMatch(/Noto|6px/);
});

it('pins the script below the path of the builder, whatever path the service names', () => {
  const server = 'https://www.example.com/masthead';
  const pinned = { script: '/v1/0123456789/masthead.js', build: '0123456789', integrity: 'sha384-abc' };
  const { html } = snippetOf('pinned', optionsOf({ board: 'front' }), { server, pinned });
  expect(html).toContain(`src="${server}/v1/0123456789/masthead.js"\n  integrity="sha384-abc"`);
});
