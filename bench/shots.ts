/**
 * Pictures of the strip in every layout, theme, state, panel and width, and in other scripts, into `shots/`; one sheet for
 * each group shows them together. Run with `npm run shots`, or with `-- --only strip-light,panel-quote`; about 20 minutes
 * for all. `--state warnings` takes the scenes of that name alone. `--try rules.css` and `--try-panels rules.css` show what
 * rules would change before they stand in a sheet of the strip. `--readme` writes `docs/strip.png` and nothing else;
 * `--into` names another folder, or another file.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { projectPath } from '../src/system/project.ts';
import { launchChromium } from '../test/support/chromium.ts';
import { startFakeServer } from '../test/widget/fake-server.ts';
import { contactSheet, type Picture } from './shots/contact-sheet.ts';
import { missingFonts } from './shots/fonts.ts';
import { groups, type Named } from './shots/groups.ts';
import { readmePicture } from './shots/readme-picture.ts';
import { type Scene, shoot } from './shots/scene.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    state: { type: 'string' },
    try: { type: 'string' },
    'try-panels': { type: 'string' },
    readme: { type: 'boolean' },
    into: { type: 'string' },
  },
});
const only = values.only?.split(',');
const unknown = only?.filter((group) => !groups.has(group)) ?? [];
if (unknown.length > 0) {
  console.error(`No group is called ${unknown.join(', ')}. There are: ${[...groups.keys()].join(', ')}`);
  process.exit(2);
}
for (const missing of missingFonts()) console.warn(missing);
const rules = (path: string | undefined) => (path === undefined ? '' : readFile(path, 'utf8'));
const trial = { strip: await rules(values.try), panels: await rules(values['try-panels']) };
const folder = projectPath(values.into ?? 'shots');
const browser = await launchChromium();
try {
  if (values.readme)
    await writeFile(
      values.into ?? projectPath('docs', 'strip.png'),
      await readmePicture(browser, shootAlone),
    );
  else
    for (const [group, scenes] of groups) {
      if (scenes.length > 0 && (only?.includes(group) ?? true)) await shootGroup(browser, group, scenes);
    }
} finally {
  await browser.close();
}

async function shootGroup(browser: Browser, group: string, all: readonly Named[]): Promise<void> {
  const names = values.state?.split(',');
  const scenes = all.filter(({ name }) => names?.some((each) => name.includes(each)) ?? true);
  const to = join(folder, group);
  if (names === undefined) await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  const pictures: Picture[] = [];
  const started = Date.now();
  for (const scene of scenes) {
    const { name, width } = scene;
    try {
      const png = await shootAlone(browser, { ...scene, trial });
      pictures.push({ name, width, png });
      await writeFile(join(to, `${name}-${width}.png`), png);
    } catch (error) {
      process.exitCode = 1;
      console.error(`${group}/${name}-${width}: ${error}`);
    }
  }
  if (pictures.length === 0) return;
  await writeFile(join(folder, `${group}.png`), await contactSheet(browser, group, pictures));
  console.log(
    `shots/${group}.png and ${pictures.length} pictures in ${Math.round((Date.now() - started) / 1000)} s`,
  );
}

/** With a server of its own: no picture has what another one left. */
async function shootAlone(browser: Browser, scene: Scene): Promise<Buffer> {
  const server = await startFakeServer(scene.state.board);
  try {
    return await shoot(browser, server, scene);
  } finally {
    await server.kill();
  }
}
