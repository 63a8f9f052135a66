/** The picture of the README: the layouts and both themes on one sheet, at most some 60 kB. */
import type { Browser } from 'playwright-core';
import { panelOpeners } from '../../test/widget/panel-openers.ts';
import { frost, warnedBoard } from './boards.ts';
import { opened } from './groups.ts';
import type { Scene, shoot } from './scene.ts';
import { type Pixels, smallPng } from './small-png.ts';
import { stateCalled } from './states.ts';

const live = { layout: 'strip', theme: 'light', language: 'en', state: stateCalled('live') } as const;
const warned = { name: 'frost', board: warnedBoard([frost]) };
const [sheetWidth, cardWidth, phoneWidth, panelWidth] = [1150, 320, 390, 400];

// So that the phone's page fills its part of the sheet.
const tall = 'main{min-block-size:160px}';

interface Part extends Scene {
  readonly name: string;
  /** What is seen of it from above, in px. */
  readonly height: number;
}

const parts: readonly Part[] = [
  { ...live, name: 'light', width: sheetWidth, height: 132 },
  { ...live, name: 'dark', theme: 'dark', width: sheetWidth, height: 132 },
  { ...live, name: 'compact', layout: 'compact', width: sheetWidth, height: 32, state: warned },
  { ...live, name: 'card', layout: 'card', width: 1280, box: cardWidth, height: 400, only: 'masthead-strip' },
  { ...live, name: 'phone', width: phoneWidth, height: 190, css: tall },
  {
    ...live,
    name: 'panel',
    width: 1280,
    height: 400,
    isTall: true,
    act: opened(panelOpeners.quote),
    only: 'masthead-strip [part~=panel]',
  },
  { ...live, name: 'night', theme: 'dark', width: phoneWidth, height: 190, state: warned, css: tall },
];
const shownWidth: Readonly<Record<string, number>> = { card: cardWidth, panel: panelWidth };

export type Shoot = (browser: Browser, scene: Scene) => ReturnType<typeof shoot>;

export async function readmePicture(browser: Browser, shootAlone: Shoot): Promise<Buffer> {
  const images: string[] = [];
  for (const { name, height, ...scene } of parts) {
    const png = await shootAlone(browser, scene);
    const url = `data:image/png;base64,${png.toString('base64')}`;
    images.push(
      `<i class="${name}" style="width:${shownWidth[name] ?? scene.width}px;height:${height}px;background:url(${url})"></i>`,
    );
  }
  const page = await browser.newPage({ viewport: { width: sheetWidth + 48, height: 300 } });
  try {
    await page.setContent(`<!doctype html><style>body{margin:0;padding:24px;background:#c9ccd2;display:grid;gap:20px;
      grid-template-columns:auto auto auto;inline-size:${sheetWidth}px}i{display:block;border-radius:3px}
      .light,.dark,.compact{grid-column:1/-1}.card,.panel{grid-row:4/6}.card{grid-column:1}.panel{grid-column:3}
      .phone,.night{grid-column:2}</style>${images.join('')}`);
    const height = await page.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height));
    await page.setViewportSize({ width: sheetWidth + 48, height });
    return smallPng(await pixelsOf(browser, await page.screenshot()));
  } finally {
    await page.close();
  }
}

/** As a canvas decodes it. */
async function pixelsOf(browser: Browser, png: Buffer): Promise<Pixels> {
  const page = await browser.newPage();
  try {
    const { width, height, text } = await page.evaluate(async (base64) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      const data = context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
      const url: string = await new Promise((resolve) => {
        const reader = new FileReader();
        reader.onload = () => resolve(String(reader.result));
        reader.readAsDataURL(new Blob([data]));
      });
      return { width: image.width, height: image.height, text: url };
    }, png.toString('base64'));
    return { width, height, rgba: Buffer.from(text.slice(text.indexOf(',') + 1), 'base64') };
  } finally {
    await page.close();
  }
}
