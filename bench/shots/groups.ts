/** What is on each sheet: the scenes of every group, by the group's name. */
import type { Page } from 'playwright-core';
import { panelOpeners } from '../../test/widget/panel-openers.ts';
import type { Scene } from './scene.ts';
import { stateCalled, states } from './states.ts';

export type Named = Scene & { readonly name: string };

const widths = [1280, 390];
const layouts = ['strip', 'compact', 'card'] as const;
const themes = ['light', 'dark'] as const;

const plain = {
  layout: 'strip',
  theme: 'light',
  language: 'en',
  width: 1280,
  state: stateCalled('live'),
} as const;

/** At both widths: on a laptop and on a phone. */
const atWidths = (scene: Omit<Named, 'width'>): Named[] => widths.map((width) => ({ ...scene, width }));

const byState = (scene: Omit<Named, 'width' | 'name' | 'state'>, names: Iterable<string>): Named[] =>
  [...names].flatMap((name) => atWidths({ ...scene, name, state: stateCalled(name) }));

const inLanguage = (language: string): Named[] =>
  layouts.flatMap((layout) =>
    ['mixed', 'stale', 'corrected', 'unavailable', 'warning-severe', 'lost', 'demo', 'blocked'].flatMap(
      (name) => atWidths({ ...plain, layout, language, name: `${layout}-${name}`, state: stateCalled(name) }),
    ),
  );

/** Presses what opens a panel. */
export function opened(opener: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.locator(`masthead-strip :is(${opener})`).first().press('Enter');
    await page.locator('masthead-strip [part~=panel]').first().waitFor();
  };
}

/** Its foot too, where it is longer than the window; first it has to be there as a whole. */
async function scrollPanel(page: Page): Promise<void> {
  for (let step = 0; step < 8; step += 1) {
    await page.clock.runFor(250);
    await page.waitForLoadState('networkidle');
  }
  await page.locator('masthead-strip [part~=panel]').evaluate((panel) => panel.scrollTo(0, 99_999));
}

const panelStates: Readonly<Record<string, readonly [opener: string, state: string]>> = {
  quote: [panelOpeners.quote, 'live'],
  weather: [panelOpeners.weather, 'live'],
  settings: [panelOpeners.settings, 'live'],
  'why-stale': [panelOpeners.quote, 'stale'],
  'why-held': [panelOpeners.quote, 'held'],
  'why-blank': [panelOpeners.quote, 'unavailable'],
  'why-lost': [panelOpeners.quote, 'lost'],
  corrected: [panelOpeners.quote, 'corrected'],
  warnings: [panelOpeners.weather, 'warnings'],
};

function panelScenes(panel: string): Named[] {
  const [opener = '', state = ''] = panelStates[panel] ?? [];
  const act = opened(opener);
  const scroll = (page: Page) => act(page).then(() => scrollPanel(page));
  const base = { ...plain, state: stateCalled(state), isTall: true };
  return themes.flatMap((theme) =>
    ['en', 'ar', 'ja'].flatMap((language) => [
      ...atWidths({ ...base, theme, language, name: `${theme}-${language}`, act }),
      ...(theme === 'light' ? atWidths({ ...base, language, name: `foot-${language}`, act: scroll }) : []),
    ]),
  );
}

const palettes = ['western', 'east-asian', 'korean', 'colour-blind'].flatMap((palette) =>
  themes.flatMap((theme) =>
    (['strip', 'card'] as const).flatMap((layout) =>
      atWidths({
        ...plain,
        layout,
        theme,
        attributes: `palette="${palette}"`,
        name: `${palette}-${theme}-${layout}`,
      }),
    ),
  ),
);

const boxes: Readonly<Record<Scene['layout'], readonly number[]>> = {
  strip: [1600, 1100, 1024, 800, 640, 480, 360, 320, 280],
  compact: [1100, 1024, 800, 640, 480, 360, 320],
  card: [200, 240, 280, 320, 400, 600],
};

const boxed = layouts.flatMap((layout) =>
  boxes[layout].flatMap((box) =>
    ['mixed', 'wide', 'warnings'].map(
      (name): Named => ({
        ...plain,
        layout,
        box,
        width: layout === 'card' ? 1280 : box,
        name: `${layout}-${box}-${name}`,
        state: stateCalled(name),
      }),
    ),
  ),
);

const faces: Readonly<Record<string, string>> = {
  serif: 'body,aside{font-family:"Liberation Serif",serif}',
  wide: 'body,aside{font-family:"DejaVu Sans",sans-serif}',
  narrow: 'body,aside{font-family:"Liberation Sans Narrow","Noto Sans Display ExtraCondensed",sans-serif}',
  mono: 'body,aside{font-family:"DejaVu Sans Mono",monospace}',
  own: 'masthead-strip{--masthead-font:"Noto Serif",serif;--masthead-paper:#fff1e5;--masthead-line:#ccc1b7}',
  large: ':root{font-size:24px}body{font-size:24px;line-height:2;letter-spacing:.1em}',
};

const faceScenes = Object.entries(faces).flatMap(([face, css]) =>
  layouts.flatMap((layout) => atWidths({ ...plain, layout, css, name: `${face}-${layout}` })),
);

const collapse = (page: Page) =>
  page.addInitScript(() => localStorage.setItem('masthead:preferences', '{"collapsed":true}'));

const wishes: Readonly<Record<string, Partial<Named>>> = {
  'density-compact': { attributes: 'density="compact"' },
  fahrenheit: { attributes: 'units="f"' },
  collapsed: { state: { ...plain.state, before: collapse } },
  'more-contrast': { media: { contrast: 'more' } },
  'forced-colours': { media: { forcedColors: 'active' } },
  'no-panels': { attributes: 'panels="off"' },
};

const wishScenes = Object.entries(wishes).flatMap(([wish, more]) =>
  layouts.flatMap((layout) => atWidths({ ...plain, ...more, layout, name: `${wish}-${layout}` })),
);

/** Where the row ends stand the credits. */
const toTheEnd = async (page: Page) => {
  await page
    .locator('masthead-strip [part~=row]')
    .evaluate((row) => row.scrollTo(getComputedStyle(row).direction === 'rtl' ? -99_999 : 99_999, 99_999));
};
const middle = async (page: Page) => {
  await page
    .locator('masthead-strip [part~=row]')
    .evaluate((row) =>
      row.scrollBy(getComputedStyle(row).direction === 'rtl' ? -row.clientWidth : row.clientWidth, 130),
    );
};
const focusOn = (part: string) => async (page: Page) => {
  await page.keyboard.press('Tab');
  await page.locator(`masthead-strip ${part}`).first().focus();
};
const acts: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  middle,
  credits: toTheEnd,
  'focus-pause': focusOn('[part~=pause]'),
  'focus-summary': focusOn('[part~=summary]'),
  'focus-weather': focusOn('[part~=weather] a'),
  'focus-tile': focusOn('[part~=item] a'),
  'hover-tile': (page) => page.locator('masthead-strip [part~=item] a').first().hover(),
};
const actScenes = Object.entries(acts).flatMap(([act, run]) =>
  layouts.flatMap((layout) =>
    ['en', 'ar'].flatMap((language) =>
      atWidths({
        ...plain,
        layout,
        language,
        state: stateCalled('mixed'),
        act: run,
        name: `${act}-${layout}-${language}`,
      }),
    ),
  ),
);

export const groups: ReadonlyMap<string, readonly Named[]> = new Map<string, readonly Named[]>([
  ...layouts.flatMap((layout) =>
    themes.map((theme): [string, Named[]] => [
      `${layout}-${theme}`,
      byState({ ...plain, layout, theme }, states.keys()),
    ]),
  ),
  ...['ar', 'ja', 'de'].map((language): [string, Named[]] => [`language-${language}`, inLanguage(language)]),
  ...Object.keys(panelStates).map((panel): [string, Named[]] => [`panel-${panel}`, panelScenes(panel)]),
  ['palettes', palettes],
  ['widths', boxed],
  ['faces', faceScenes],
  ['wishes', wishScenes],
  ['acts', actScenes],
]);
