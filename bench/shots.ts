/**
 * Pictures of the strip in every layout, theme, state, panel and width, and in two other scripts, into `shots/`; one sheet
 * for each group shows them together. Run with `npm run shots`, or with `-- --only strip-light,panel-quote`; about 5 minutes.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { projectPath } from '../src/system/project.ts';
import { launchChromium } from '../test/support/chromium.ts';
import { type FakeServer, startFakeServer } from '../test/widget/fake-server.ts';
import { panelOpeners } from '../test/widget/panel-openers.ts';
import { contactSheet, type Picture } from './shots/contact-sheet.ts';
import { type Scene, shoot } from './shots/scene.ts';
import { states } from './shots/states.ts';

const widths = [1280, 390];
const layouts = ['strip', 'compact', 'card'] as const;
const themes = ['light', 'dark'] as const;
const [live, mixed] = states;
if (live === undefined || mixed === undefined) throw new Error('there are no states');

type Named = Omit<Scene, 'width'> & { readonly name: string };

/** What stands on one sheet. */
const groups = new Map<string, readonly Named[]>([
  ...layouts.flatMap((layout) =>
    themes.map((theme): [string, Named[]] => [
      `${layout}-${theme}`,
      states.map((state) => ({ name: state.name, layout, theme, language: 'en', state })),
    ]),
  ),
  ...['ar', 'ja'].map((language): [string, Named[]] => [
    `language-${language}`,
    layouts.flatMap((layout) =>
      themes.map((theme) => ({ name: `${layout}-${theme}`, layout, theme, language, state: mixed })),
    ),
  ]),
  ...Object.entries(panelOpeners).map(([panel, opener]): [string, Named[]] => [
    `panel-${panel}`,
    themes.flatMap((theme) =>
      ['en', 'ar', 'ja'].map((language) => {
        const name = `${theme}-${language}`;
        return { name, layout: 'strip', theme, language, state: live, opener } as const;
      }),
    ),
  ]),
]);

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const only = values.only?.split(',');
const folder = projectPath('shots');
const browser = await launchChromium();
try {
  for (const [group, scenes] of groups) {
    if (scenes.length > 0 && (only?.includes(group) ?? true)) await shootGroup(browser, group, scenes);
  }
} finally {
  await browser.close();
}

async function shootGroup(browser: Browser, group: string, scenes: readonly Named[]): Promise<void> {
  const to = join(folder, group);
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  const pictures: Picture[] = [];
  for (const scene of scenes) {
    for (const width of widths) {
      const png = await shootAlone(browser, { ...scene, width });
      pictures.push({ name: scene.name, width, png });
      await writeFile(join(to, `${scene.name}-${width}.png`), png);
    }
  }
  await writeFile(join(folder, `${group}.png`), await contactSheet(browser, group, pictures));
  console.log(`shots/${group}.png and ${pictures.length} pictures`);
}

/** With a server of its own: no picture has what another one left. */
async function shootAlone(browser: Browser, scene: Scene): Promise<Buffer> {
  const server: FakeServer = await startFakeServer(scene.state.board);
  try {
    return await shoot(browser, server, scene);
  } finally {
    await server.kill();
  }
}
