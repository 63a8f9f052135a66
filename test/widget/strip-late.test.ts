import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { FakeServer } from './fake-server.ts';
import { quote, sampleBoard } from './sample-board.ts';
import type { StripPage } from './strip-page.ts';
import { stripSuite } from './strip-suite.ts';

let server: FakeServer;
const suite = stripSuite((fresh) => {
  server = fresh;
});

describe('a language that is slow to come', () => {
  it('does not keep figures waiting, and is spoken once it is there', async () => {
    server.body = '<div lang="de"><masthead-strip board="front"></masthead-strip></div>';
    let come: () => void = () => {};
    const { page, tile, strip } = await openStripPageWith((held) => {
      come = held;
    });
    await expect.poll(() => tile(0).locator('.price').textContent()).toContain('931');
    expect(await strip.locator('.live .label').textContent()).toBe('Live Markets');
    await page.clock.runFor(3000);
    come();
    await expect
      .poll(async () => {
        await page.clock.runFor(200);
        return strip.locator('.live .label').textContent();
      })
      .toBe('Märkte aktuell');
    await page.clock.runFor(3000);
    await expect.poll(() => tile(0).locator('.price').textContent()).toBe('6.931,42');
    expect(server.sockets.size).toBe(1);
  });
});

describe('a language that fails to come', () => {
  it('is asked for again, later each time, and spoken once it is there', async () => {
    server.body = '<div lang="de"><masthead-strip board="front"></masthead-strip></div>';
    let failures = 0;
    const { page, strip } = await suite.start({}, async (page) => {
      // As before a captive portal has been passed.
      await page.route('**/words/de.js*', (route) => {
        failures += 1;
        return failures > 4 ? route.continue() : route.fulfill({ contentType: 'text/html', body: '<p>' });
      });
    });
    const label = () => strip.locator('.live .label').textContent();
    expect(await label()).toBe('Live Markets');
    await expect
      .poll(async () => {
        await page.clock.runFor(5000);
        return label();
      })
      .toBe('Märkte aktuell');
    expect(failures).toBe(5);
  });
});

/** `held` is called with what lets the words come. */
function openStripPageWith(held: (come: () => void) => void): Promise<StripPage> {
  return suite.open(
    {},
    async (page) => {
      await page.route('**/words/de.js*', (route) => held(() => void route.continue()));
    },
    async (page) => {
      await page.clock.runFor(2000);
    },
  );
}

it('takes the properties that a page set before the script was there', async () => {
  server.body = '<masthead-strip></masthead-strip>';
  const { strip, tile } = await suite.open({}, async (page) => {
    await page.addInitScript(() => {
      document.addEventListener('readystatechange', () => {
        const early = document.querySelector('masthead-strip');
        if (early && !('board' in early))
          Object.assign(early, { board: 'front', darkClass: 'night', units: 'f' });
      });
    });
  });
  await tile(0).waitFor();
  const names = ['board', 'dark-class', 'units'];
  const given = await strip.evaluate((host, all) => all.map((name) => host.getAttribute(name)), names);
  expect(given).toEqual(['front', 'night', 'f']);
});

describe('tiles that are scrolled away', () => {
  const far = 12;
  let shown: StripPage;
  const update = (price: string, s: number) => {
    const id = sampleBoard().meta.filter((meta) => meta.id.startsWith('quote:'))[far]?.id ?? 'quote:none';
    return quote(id, { price, reference: '1' }, { s });
  };
  const price = async () => (await shown.tile(far).locator('.price').textContent())?.replace('$', '');
  let turn = 4;

  /** Sends it another price, and returns that once the ear is told. */
  async function tell(): Promise<string> {
    turn += 1;
    const next = `${turn}.00`;
    server.send({ t: 'upd', items: [update(next, turn)] });
    await expect
      .poll(async () => {
        await shown.page.clock.runFor(2000);
        return shown.tile(far).locator('.sr').textContent();
      })
      .toContain(next);
    return next;
  }

  async function startFinished(prepare?: (page: Page) => Promise<void>): Promise<StripPage> {
    const started = await suite.start({}, prepare);
    shown = started;
    // Until the browser has said what is out of sight, everything is drawn.
    await expect.poll(async () => (await tell()) !== (await price())).toBe(true);
    return started;
  }

  it('are told at once and drawn as they come into sight', async () => {
    const { page, tile } = await startFinished();
    const before = await price();
    const next = await tell();
    expect(await price()).toBe(before);
    await tile(far).evaluate((element) => element.scrollIntoView({ inline: 'start' }));
    await expect
      .poll(async () => {
        await page.clock.runFor(50);
        return price();
      })
      .toBe(next);
  });

  it('do not fade: of what is not rendered the page would pay for every frame', async () => {
    const { page, tile } = await startFinished(async (page) => {
      await page.addInitScript(() => {
        const seen = globalThis as unknown as { faded: boolean[] };
        seen.faded = [];
        const animate = Element.prototype.animate;
        Element.prototype.animate = function (...how) {
          seen.faded.push(this.checkVisibility({ contentVisibilityAuto: true }));
          return animate.apply(this, how);
        };
      });
    });
    const quotes = sampleBoard().items.filter(({ id }) => id.startsWith('quote:'));
    const items = quotes.map(({ id }) => quote(id, { price: '55.00', reference: '1' }, { s: 99 }));
    server.send({ t: 'upd', items });
    await expect
      .poll(async () => {
        await page.clock.runFor(50);
        return tile(0).locator('.price').textContent();
      })
      .toContain('55.00');
    const faded = await page.evaluate(() => (globalThis as unknown as { faded: boolean[] }).faded);
    expect(faded.length).toBeGreaterThan(2);
    expect(faded).not.toContain(false);
  });

  it('are drawn before the page is printed', async () => {
    const { page, tile } = await startFinished();
    const next = await tell();
    const lines = () =>
      tile(far)
        .locator('.line, .base')
        .evaluateAll((all) => all.map((path) => path.getAttribute('d')));
    const before = await lines();
    expect(await price()).not.toBe(next);
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await price()).toBe(next);
    expect(await lines()).not.toEqual(before);
  });

  it.each(['strip', 'compact', 'card'])('have their room on paper in the layout %s', async (layout) => {
    server.body = `<masthead-strip board="front" layout="${layout}"></masthead-strip>`;
    const { page, strip } = await startFinished();
    await page.emulateMedia({ media: 'print' });
    const heights = await strip
      .locator('.item')
      .evaluateAll((items) => items.map((item) => item.getBoundingClientRect().height));
    expect(heights).toHaveLength(14);
    expect(Math.min(...heights)).toBeGreaterThan(30);
    // The credits as well, which the sources' licences ask for: none is cut.
    await page.setViewportSize({ width: 420, height: 600 });
    const beyond = await strip.evaluate((element) => {
      const edge = element.getBoundingClientRect();
      return [...(element.shadowRoot?.querySelectorAll('.credit') ?? [])]
        .map((credit) => credit.getBoundingClientRect())
        .filter(({ right, bottom }) => right > edge.right || bottom > edge.bottom);
    });
    expect(beyond).toEqual([]);
    expect(await strip.locator('.tabs').isVisible()).toBe(false);
  });

  // Firefox leaves blank on paper what a container's width has to do with.
  it.each(['strip', 'compact', 'card'])('ask for no width on paper in the layout %s', async (layout) => {
    server.board = { ...sampleBoard(), demo: true };
    server.body = `<masthead-strip board="front" layout="${layout}"></masthead-strip>`;
    const { page, strip } = await startFinished();
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 700, height: 600 });
    const paper = await strip.locator('.strip').evaluate((root) => ({
      container: getComputedStyle(root).containerType,
      breaks: getComputedStyle(root.querySelector('.item') ?? root).breakInside,
      columns: new Set([...root.querySelectorAll('.item')].map((item) => item.getBoundingClientRect().left))
        .size,
      mark: root.querySelector('.demo')?.checkVisibility(),
    }));
    expect(paper).toEqual({
      container: 'normal',
      breaks: 'avoid',
      columns: layout === 'card' ? 1 : 3,
      mark: true,
    });
  });

  it('have whole names on paper in a narrow card, and figures beside or below them', async () => {
    server.body = '<masthead-strip board="front" layout="card"></masthead-strip>';
    const { page, strip } = await startFinished();
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 250, height: 600 });
    const faces = await strip.locator('.face').evaluateAll((all) =>
      all.map((face) => {
        const [name, figures] = ['.name', '.figures'].map((part) => face.querySelector(part));
        const [at, below] = [name, figures].map((part) => part?.getBoundingClientRect());
        const isWhole = name !== null && name !== undefined && name.scrollWidth <= name.clientWidth;
        return isWhole && at && below && (at.right <= below.left || at.bottom <= below.top);
      }),
    );
    expect(faces).toHaveLength(14);
    expect(faces).not.toContain(false);
  });
});

it('keeps no room for the weather where the board has no place, whatever comes', async () => {
  const { meta, items, ...rest } = sampleBoard();
  const isQuote = ({ id }: { readonly id: string }) => id.startsWith('quote:');
  server.board = { ...rest, meta: meta.filter(isQuote), items: items.filter(isQuote) };
  const open = await suite.open();
  const { page, strip, tile } = open;
  await tile(0).waitFor();
  await open.breathe();
  await server.connected();
  await open.finished();
  server.send({ t: 'upd', items: [quote('quote:SPX', { price: '6900.00' }, { s: 5 })] });
  await expect
    .poll(async () => {
      await page.clock.runFor(50);
      return tile(0).locator('.price').textContent();
    })
    .toBe('6,900.00');
  expect(await strip.locator('.weather').isVisible()).toBe(false);
});
