/** What a page asks for until the strip is live. */
import type { Figure } from './figure.ts';
import { pageWith } from './pages.ts';
import { openPage, type Rig, type Row } from './rig.ts';
import { type Asked, watchWire } from './wire.ts';

export const requests: Row = {
  name: 'requests',
  isTimed: false,
  measure: async (rig) => [
    ...(await figuresOf(rig, 'en', 3)),
    // Its words come as a file of their own.
    ...(await figuresOf(rig, 'de', 4)),
  ],
};

const unwanted = ['Font', 'Image', 'Stylesheet', 'Media'];

async function figuresOf(rig: Rig, language: string, budget: number): Promise<Figure[]> {
  const asked = await askedUntilLive(rig, language);
  const names = asked.map(({ url }) => new URL(url).pathname.replace(/^.*\/v1\//, ''));
  const others = asked.filter(({ type }) => unwanted.includes(type));
  return [
    {
      what: `requests until live (${language})`,
      measured: asked.length,
      unit: '',
      budget,
      note: names.join(', '),
    },
    {
      what: `of them fonts, images, style sheets (${language})`,
      measured: others.length,
      unit: '',
      budget: 0,
    },
  ];
}

async function askedUntilLive({ browser, pages, script }: Rig, language: string): Promise<readonly Asked[]> {
  pages.html.set('/requests', pageWith({ script, language }));
  const { page, cdp, close } = await openPage(browser);
  try {
    const wire = await watchWire(cdp);
    await page.goto(`${pages.url}/requests`);
    const asked = await wire.live;
    return asked.filter(({ url }) => !url.startsWith(pages.url));
  } finally {
    await close();
  }
}
