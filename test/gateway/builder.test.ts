/** The builder's page in a browser: options, warning, snippets, and that what is copied works. */
import { readFileSync } from 'node:fs';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { ItemId } from '../../src/protocol/item-id.ts';
import { languages } from '../../src/view/language-for.ts';
import { ownColours } from '../../widget/builder/contrast.ts';
import { builtWidgetFolder, startEmbeddingSite } from '../docs/embedding-site.ts';
import { launchShell } from '../support/chromium.ts';
import { builtFiles } from '../support/widget-bundle.ts';
import { catalogue, refresh, startRig } from './rig.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchShell();
  await builtFiles();
});
afterAll(() => browser?.close());

const lapaz = 'weather:la-paz-bo' as ItemId;
const hostile = '"><img src=x onerror=alert(1)>';
const withPlace = {
  ...catalogue,
  meta: new Map([...catalogue.meta, [lapaz, { id: lapaz, cls: 'weather' as const, name: { en: hostile } }]]),
};

async function open(width = 1280, fragment = '') {
  const options = { catalogue: withPlace, widgetFolder: await builtWidgetFolder(), basePath: '/masthead' };
  const rig = await startRig(options);
  const { gateway } = rig;
  await refresh(rig);
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  onTestFinished(() => page.close());
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${gateway.url()}/v1/builder${fragment}`);
  await page.locator('#html', { hasText: 'masthead-strip' }).waitFor();
  await page.locator('masthead-strip [data-live=true]').waitFor({ state: 'attached' });
  const text = async (name: string) => (await page.locator(`#${name}`).textContent()) ?? '';
  return { page, complaints, text, url: gateway.url() };
}

it('shows each option in the preview and in the snippet', async () => {
  const { page, complaints, text, url } = await open();
  expect(await page.getByLabel('Board').locator('option').allTextContents()).toEqual(['front', 'money']);
  expect(await page.getByLabel('Place').locator('option').allTextContents()).toContain(hostile);
  await page.getByLabel('Layout').selectOption('compact');
  await page.getByLabel('Place').selectOption('la-paz-bo');
  await page.getByLabel('Theme').selectOption('dark');
  await page.getByLabel('Palette').selectOption('korean');
  await page.getByLabel('Language').selectOption('de');
  await page.getByLabel('Temperature').selectOption('f');
  await page.getByLabel('Density').selectOption('compact');
  await page.getByLabel('Tiles').selectOption('off');
  await page.getByLabel('Class that means dark').fill('night"');
  const given =
    'board="front" layout="compact" place="la-paz-bo" theme="dark" dark-class="night&quot;" palette="korean" locale="de" units="f" density="compact" panels="off"';
  expect(await text('html')).toBe(
    `<script type="module" async fetchpriority="low" src="${url}/v1/masthead.js"></script>\n<masthead-strip ${given}></masthead-strip>\n`,
  );
  expect(await text('css')).toContain(
    'masthead-strip[layout=compact] {\n  display: block;\n  block-size: 32px;',
  );
  const shown = await page.evaluate(() => document.querySelector('masthead-strip')?.outerHTML);
  expect(shown).toContain('layout="compact"');
  expect(shown).toContain('locale="de"');
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect.poll(() => text('html')).toContain('<masthead-strip board="front"></masthead-strip>');
  expect(complaints).toEqual([]);
});

it('shows a font and lengths of the page in the preview and in the style sheet, and nothing else', async () => {
  const { page, complaints, text } = await open();
  const drawn = (name: string) =>
    page
      .locator('masthead-strip .strip')
      .evaluate((strip, property) => getComputedStyle(strip).getPropertyValue(property), name);
  await page.getByLabel('Layout').selectOption('card');
  await page.getByLabel('Font').fill('"Courier Prime", monospace');
  await page.getByLabel('Rounded corners').fill('12px');
  await page.getByLabel('Room beside a tile').fill('0');
  expect(await text('css')).toBe(
    'masthead-strip[layout=card] {\n  display: block;\n  block-size: 400px;\n  --masthead-font: "Courier Prime", monospace;\n  --masthead-radius: 12px;\n  --masthead-gap: 0px;\n}\n',
  );
  await expect.poll(() => drawn('font-family')).toBe('"Courier Prime", monospace');
  expect(await drawn('border-radius')).toBe('12px');
  expect(await page.locator('#warning').isVisible()).toBe(false);
  await page.getByLabel('Font').fill('serif; } body { display: none');
  await page.getByLabel('Rounded corners').fill('calc(1px)');
  expect(await page.locator('#warning').textContent()).toBe(
    'Left out: the font, which is no list of families; the rounding, which is no length such as 8px.',
  );
  expect(await text('css')).not.toMatch(/font|radius|body/);
  expect(await drawn('font-family')).not.toContain('Courier');
  expect(await page.getByLabel('Rounded corners').getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByLabel('Room beside a tile').getAttribute('aria-invalid')).toBe(null);
  await page.getByLabel('Frame, without a script').check();
  expect(await page.locator('#warning').textContent()).toContain('A frame takes no looks of your own.');
  expect(await text('css')).not.toContain('--masthead');
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect
    .poll(() => text('css'))
    .toContain('masthead-strip {\n  display: block;\n  block-size: 44px;\n}\n');
  expect(complaints).toEqual([]);
});

it('shows a strip in a language written from right to left that way round, and back', async () => {
  const { page, complaints } = await open();
  const order = async () => {
    const [first, last] = await page
      .locator('masthead-strip .item')
      .evaluateAll((items) =>
        [items.at(0), items.at(-1)].map((item) => item?.getBoundingClientRect().left ?? 0),
      );
    return (first ?? 0) < (last ?? 0) ? 'ltr' : 'rtl';
  };
  for (const [language, direction] of [
    ['ar', 'rtl'],
    ['en', 'ltr'],
    ['he', 'rtl'],
    ['', 'ltr'],
  ] as const) {
    await page.getByLabel('Language').selectOption(language);
    await expect.poll(order).toBe(direction);
    // A socket that is closed before it stands is a complaint of the browser's.
    await page.locator('masthead-strip [data-live=true]').waitFor({ state: 'attached' });
  }
  expect(await page.evaluate(() => getComputedStyle(document.body).direction)).toBe('ltr');
  expect(complaints).toEqual([]);
});

it('names a frame in the language that it speaks, and each language in its own', async () => {
  const { page, text } = await open();
  await page.getByLabel('Frame, without a script').check();
  await expect.poll(() => text('html')).toContain('title="Weather and markets"');
  for (const [language, title] of [
    ['de', 'Wetter und Märkte'],
    ['zh-hant', '天氣與市場'],
    ['', 'Weather and markets'],
  ] as const) {
    await page.getByLabel('Language').selectOption(language);
    expect(await text('html')).toContain(`title="${title}"`);
  }
  const spoken = await page
    .getByLabel('Language')
    .locator('option')
    .evaluateAll((all) => all.map((each) => each.getAttribute('lang') ?? each.getAttribute('value')));
  expect(spoken).toEqual(['', ...languages]);
  expect(await page.locator('option:lang(de)').textContent()).toBe('Deutsch');
});

it('warns of colours of which text cannot be read, and only then', async () => {
  const { page, text, complaints } = await open();
  const warning = page.locator('#warning');
  await page.getByLabel('Theme').selectOption('light');
  await page.getByLabel('ink', { exact: true }).check();
  expect(await warning.isVisible()).toBe(false);
  // Voices hear what comes into a place that they know.
  expect(await warning.evaluate((place) => place.checkVisibility())).toBe(true);
  await page.getByLabel('Colour of ink').fill('#999999');
  expect(await warning.textContent()).toContain('ink in the light scheme, 2.8:1 where 4.5:1 is wanted');
  expect(await text('css')).toContain('--masthead-ink: #999999;');
  const drawn = () =>
    page.locator('masthead-strip .strip').evaluate((strip) => getComputedStyle(strip).color);
  expect(await drawn()).toBe('rgb(153, 153, 153)');
  await page.getByLabel('Colour of ink').fill('#222222');
  expect(await warning.isVisible()).toBe(false);
  await page.getByLabel('Theme').selectOption('dark');
  expect(await warning.textContent()).toContain('ink in the dark scheme');
  // A ring and a tick are no text.
  await page.getByLabel('Theme').selectOption('light');
  await page.getByLabel('accent', { exact: true }).check();
  await page.getByLabel('Colour of accent').fill('#8a8a8a');
  expect(await warning.isVisible()).toBe(false);
  await page.getByLabel('Colour of accent').fill('#a0a0a0');
  expect(await warning.textContent()).toContain('accent in the light scheme, 2.6:1 where 3:1 is wanted');
  expect(complaints).toEqual([]);
});

it('takes a colour that is picked, without a tick before', async () => {
  const { page, text, complaints } = await open();
  await page.getByLabel('Colour of ink').fill('#222244');
  expect(await page.getByLabel('ink', { exact: true }).isChecked()).toBe(true);
  expect(await text('css')).toContain('--masthead-ink: #222244;');
  await page.getByLabel('ink', { exact: true }).uncheck();
  expect(await text('css')).not.toContain('ink');
  expect(complaints).toEqual([]);
});

it('hides nothing that has the focus under the preview, and cuts no snippet', async () => {
  const { page, complaints } = await open(390);
  await page.setViewportSize({ width: 390, height: 500 });
  await page.getByLabel('Script, pinned with its hash').focus();
  const covered = () =>
    page.evaluate(() => {
      const stage = document.getElementById('stage');
      const focused = document.activeElement;
      const edge = stage?.getBoundingClientRect().bottom ?? 0;
      if (focused === null || focused.closest('form') === null) return undefined;
      return focused.getBoundingClientRect().top < edge ? focused.id || focused.getAttribute('name') : '';
    });
  const seen: unknown[] = [];
  for (let at = await covered(); at !== undefined; at = await covered()) {
    seen.push(at);
    await page.keyboard.press('Shift+Tab');
  }
  expect(seen.length).toBeGreaterThan(20);
  expect(seen.filter((name) => name !== '')).toEqual([]);
  const beyond = await page
    .locator('pre')
    .evaluateAll((all) => all.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
  expect(beyond).toEqual([0, 0, 0]);
  expect(complaints).toEqual([]);
});

it('selects what no clipboard takes, says so in sight, and no longer once the form says something else', async () => {
  const { page, complaints } = await open(390);
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await page.getByRole('button', { name: 'Copy: In the page' }).click();
  const said = page.locator('#said');
  await expect.poll(() => said.textContent()).toBe('Selected; copy it with your keyboard');
  expect(await page.evaluate(() => getSelection()?.toString())).toContain('<masthead-strip board="front">');
  const { bottom } = await said.evaluate((place) => place.getBoundingClientRect());
  expect(bottom).toBeLessThanOrEqual(900);
  await page.getByLabel('Density').selectOption('compact');
  expect(await said.textContent()).toBe('');
  expect(complaints).toEqual([]);
});

it('says what a frame does not take, shows the strip without it, and warns of none of it', async () => {
  const { page, text, complaints } = await open();
  const warning = page.locator('#warning');
  const strip = page.locator('masthead-strip');
  await page.getByLabel('ink', { exact: true }).check();
  await page.getByLabel('Colour of ink').fill('#eeeeee');
  await page.getByLabel('Class that means dark').fill('night');
  await expect.poll(() => warning.textContent()).toContain('Hard to tell');
  await page.getByLabel('Frame, without a script').check();
  expect(await warning.textContent()).toBe(
    [
      'A frame takes no looks of your own.',
      'A frame sees no class of the page.',
      'A frame has the colours of the reader’s system and speaks English, whatever the page does: choose theme and language.',
      'A frame this low has no room for panels: its tiles are links where the config gives them an address.',
    ].join(' '),
  );
  expect(await strip.getAttribute('panels')).toBe('off');
  expect(await strip.getAttribute('dark-class')).toBe(null);
  expect(await strip.evaluate((element) => element.style.getPropertyValue('--masthead-ink'))).toBe('');
  expect(await text('html')).toContain('/v1/embed?board=front&amp;panels=off"');
  await page.getByLabel('Layout').selectOption('card');
  expect(await warning.textContent()).not.toContain('panels');
  expect(await strip.getAttribute('panels')).toBe(null);
  await page.getByLabel('Script, always the newest').check();
  expect(await strip.getAttribute('dark-class')).toBe('night');
  await page.getByLabel('Class that means dark').fill('theme night');
  expect(await warning.textContent()).toContain(
    'Left out: the class that means dark, which is no name of one class such as dark.',
  );
  expect(await page.getByLabel('Class that means dark').getAttribute('aria-invalid')).toBe('true');
  expect(await text('html')).not.toContain('night');
  expect(complaints).toEqual([]);
});

it('says that a reader’s own choices go before the form in the preview, until they are forgotten', async () => {
  const { page, text, complaints } = await open();
  const warning = page.locator('#warning');
  const strip = page.locator('masthead-strip');
  await strip.locator('.settings').click();
  await strip.locator('dialog').getByText('°F').click();
  await expect
    .poll(() => warning.textContent())
    .toBe(
      'The preview has what a reader chose in this browser, whatever is chosen here (temperature): “Forget my choices” in its settings ends that.',
    );
  await strip.locator('dialog').getByText('Every minute').click();
  await page.keyboard.press('Escape');
  await page.reload();
  await expect.poll(() => warning.textContent()).toContain('(temperature)');
  await page.getByLabel('Temperature').selectOption('c');
  expect(await text('html')).toContain('units="c"');
  await strip.locator('.settings').click();
  await strip.locator('dialog').getByText('Forget my choices').click();
  await expect.poll(() => warning.isVisible()).toBe(false);
  expect(complaints).toEqual([]);
});

it('shows in the preview nothing of what an address shares, which the form does not say', async () => {
  const shared = (palette: string) => `#masthead=${encodeURIComponent(JSON.stringify({ palette }))}`;
  const { page, complaints } = await open(1280, shared('korean'));
  const strip = page.locator('masthead-strip');
  await strip.locator('[role=status]').waitFor({ state: 'attached' });
  expect(new URL(page.url()).hash).toBe('');
  expect(await strip.locator('.strip.western').count()).toBe(1);
  await page.evaluate((hash) => location.assign(hash), shared('colour-blind'));
  await expect.poll(() => new URL(page.url()).hash).toBe('');
  // What the strip took of an address, it would show by now.
  await page.getByLabel('Layout').selectOption('compact');
  await strip.locator('.strip.compact').waitFor();
  expect(await strip.locator('.strip.western').count()).toBe(1);
  expect(complaints).toEqual([]);
});

it('copies what loads: the moving script, the pinned one, the frame', async () => {
  const site = await startEmbeddingSite(browser);
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${site.rig.gateway.url()}/v1/builder`);
  const copied = async (what: string) => {
    await page.getByRole('button', { name: `Copy: ${what}` }).click();
    await page.locator('#said', { hasText: `Copied: ${what}` }).waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  for (const way of [
    'Script, always the newest',
    'Script, pinned with its hash',
    'Frame, without a script',
  ]) {
    await page.getByLabel(way).check();
    const note = way.startsWith('Frame') ? 'A frame this low has no room for panels' : '';
    await expect.poll(() => page.locator('#warning').textContent()).toContain(note);
    expect(await page.locator('#warning').isVisible()).toBe(note !== '');
    const html = await copied('In the page');
    expect(html.includes('integrity="sha384-')).toBe(way.includes('pinned'));
    const css = await copied('In the style sheet');
    const policy = `default-src 'none'; style-src 'self'; ${await copied('In the policy')}`;
    await site.show({ html, css, http: `Content-Security-Policy: ${policy}` });
    const within = way.startsWith('Frame') ? site.page.frameLocator('iframe') : site.page;
    await within.locator('masthead-strip [data-live=true]').waitFor({ state: 'attached' });
  }
  expect(site.complaints).toEqual([]);
}, 60_000);

it.each([390, 1280])('has nothing for axe to say at %i px, and does not scroll sideways', async (width) => {
  const { page } = await open(width);
  await page.locator('masthead-strip .tile .sr', { hasText: /./ }).first().waitFor({ state: 'attached' });
  // Only axe's own text is put in from outside; the page itself stays under its policy.
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: axe.source });
  const violations = await page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document);
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
    );
  });
  expect(violations).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
});

it('may be framed by nobody, and runs nothing that is not its own', async () => {
  const { gateway } = await startRig({ catalogue: withPlace });
  const answer = await fetch(`${gateway.url()}/v1/builder`);
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
  expect(await answer.text()).not.toContain('<img');
});

it('knows the colours that the strip has by itself', () => {
  const css = ['strip.css', 'finish/finish.css', 'finish/card.css', 'finish/warnings.css']
    .map((name) => readFileSync(new URL(`../../widget/${name}`, import.meta.url), 'utf8'))
    .join('');
  const long = (colour = '') => (colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour);
  const found = (name: string) => {
    const own = new RegExp(`--_${name}:[^;]*?light-dark\\((#\\w+), (#\\w+)\\)`).exec(css);
    return [long(own?.[1]), long(own?.[2])];
  };
  const names = { paper: 'paper', ink: 'ink', muted: 'muted', alert: 'alert', severe: 'severe' };
  const palette = { accent: 'blue', up: 'green', down: 'red' };
  for (const [name, property] of Object.entries({ ...names, ...palette })) {
    const key = name as keyof typeof names;
    expect([name, ownColours.light[key], ownColours.dark[key]]).toEqual([name, ...found(property)]);
  }
});

it('keeps its choices in its address, and takes of an address what its fields can hold', async () => {
  const { page, complaints, text, url } = await open();
  await page.getByLabel('Layout').selectOption('card');
  await page.getByLabel('Language').selectOption('de');
  await page.getByLabel('Font').fill('Georgia, serif');
  await page.getByLabel('Colour of up').fill('#004488');
  await page.getByLabel('Script, pinned with its hash').check();
  const [html, css] = [await text('html'), await text('css')];
  expect(css).toContain('--masthead-up: #004488;');
  await page.reload();
  await page.locator('#html', { hasText: 'integrity' }).waitFor();
  expect([await text('html'), await text('css')]).toEqual([html, css]);
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect.poll(() => page.url()).toBe(`${url}/v1/builder`);

  const foreign = new URLSearchParams([
    ...['board', 'locale', 'way', 'look-font', 'dark-class', 'options', '__proto__'].map((name) => [
      name,
      hostile,
    ]),
    ['own-colour-ink', 'on'],
    ['colour-ink', 'red'],
    ['look-radius', '9'.repeat(50)],
  ]);
  await page.goto(`${url}/v1/builder?${foreign}`);
  await page.locator('#html', { hasText: 'masthead-strip' }).waitFor();
  expect(await page.getByLabel('Rounded corners').inputValue()).toBe('');
  expect(await text('html')).toBe(
    `<script type="module" async fetchpriority="low" src="${url}/v1/masthead.js"></script>\n<masthead-strip board="front"></masthead-strip>\n`,
  );
  expect(await text('css')).toContain('--masthead-ink: #16181d;');
  expect(complaints).toEqual([]);
});
