/** What of the row and of the weather there is room for, on phones and tablets above all. */
import { beforeEach, describe, expect, it } from 'vitest';
import { languages } from '../../src/view/language-for.ts';
import type { FakeServer } from './fake-server.ts';
import { noon, quote, sampleBoard } from './sample-board.ts';
import { stripSuite } from './strip-suite.ts';

let server: FakeServer;
const { open, start } = stripSuite((fresh) => {
  server = fresh;
});

const low = ['strip', 'compact'] as const;

async function stand(layout: string, width: number) {
  server.body = `<masthead-strip board="front" layout="${layout}"></masthead-strip>`;
  server.css = `masthead-strip{font-family:"Liberation Sans",sans-serif}
    masthead-strip[layout=compact]{block-size:32px}`;
  return start({ width });
}

/** How much of each tile is seen, in px and as a share of it. */
async function seen(layout: string, width: number): Promise<{ px: number; share: number }[]> {
  const { strip, close } = await stand(layout, width);
  const tiles = await strip.locator('.row').evaluate((row) => {
    const all = row.getBoundingClientRect();
    return [...row.querySelectorAll('.item')].map((item) => {
      const own = item.getBoundingClientRect();
      const px = Math.max(0, Math.min(own.right, all.right) - Math.max(own.left, all.left));
      return { px, share: px / own.width };
    });
  });
  await close();
  return tiles;
}

async function wholeQuotes(layout: string, width: number): Promise<number> {
  return (await seen(layout, width)).filter(({ share }) => share === 1).length;
}

describe.each(low)('the layout %s', (layout) => {
  it.each([390, 412, 430])('shows one quote and the beginning of the next at %i px', async (width) => {
    const [first, second] = await seen(layout, width);
    expect(first?.share).toBe(1);
    expect(second?.px).toBeGreaterThanOrEqual(32);
  });

  it('shows no fewer quotes on a tablet than on a narrower one', async () => {
    const narrow = await wholeQuotes(layout, 780);
    for (const width of [800, 900, 1024])
      expect(await wholeQuotes(layout, width)).toBeGreaterThanOrEqual(narrow);
  }, 60_000);

  it.each([390, 700])('cuts no sign off the widest figure at %i px', async (width) => {
    const items = sampleBoard().items.map(({ id, ...item }) =>
      id === 'quote:SPX'
        ? quote(id, { price: '1234567.89', reference: '1408518.42', changePct: '-12.35' })
        : { id, ...item },
    );
    // Its sign takes room too.
    const meta = sampleBoard().meta.map((item) => ({
      ...item,
      cls: item.cls === 'index' ? ('crypto' as const) : item.cls,
      currency: 'USD',
    }));
    server.board = { ...sampleBoard(), meta, items };
    const { tile } = await stand(layout, width);
    const over = await tile(0).evaluate((item) => {
      const right = (part: string) => item.querySelector(part)?.getBoundingClientRect().right ?? Number.NaN;
      return [item.querySelector('.price')?.textContent, Math.max(0, right('.amount') - right('.face'))];
    });
    expect(over).toEqual(['$1,234,567.89', 0]);
  });
});

it.each([1100, 1280, 1440])(
  'shows no fewer quotes in the lower strip than in the higher at %i px',
  async (width) => {
    expect(await wholeQuotes('compact', width)).toBeGreaterThanOrEqual(await wholeQuotes('strip', width));
  },
);

describe.each(low)('an old weather in the layout %s', (layout) => {
  beforeEach(() => {
    const items = sampleBoard().items.map((item) =>
      item.id.startsWith('weather:') ? { ...item, asOf: noon - 6 * 3_600_000, staleAt: noon - 1 } : item,
    );
    server.board = { ...sampleBoard(), items } as typeof server.board;
  });

  it.each([390, 481, 600, 899])(
    'tells its age whole at %i px, below temperature and place',
    async (width) => {
      const { strip } = await stand(layout, width);
      const age = strip.locator('.age');
      await expect.poll(() => age.textContent()).toContain('as of');
      expect(await age.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
      const { left: begin = Number.NaN, right: end = Number.NaN } = await strip
        .locator('.weather')
        .evaluate((weather) => weather.getBoundingClientRect());
      const boxOf = async (part: string) => {
        const range = (element: Element) => {
          const text = document.createRange();
          text.selectNodeContents(element);
          const { left, right, top, bottom } = text.getBoundingClientRect();
          return { left, right, middle: (top + bottom) / 2 };
        };
        return strip.locator(part).evaluate(range);
      };
      const [temperature, place, told] = [
        await boxOf('.temperature'),
        await boxOf('.place'),
        await boxOf('.age'),
      ];
      expect(Math.abs(temperature.middle - place.middle)).toBeLessThanOrEqual(1);
      expect(temperature.right).toBeLessThan(place.left);
      expect(told.middle).toBeGreaterThan(place.middle + 10);
      expect(told.left).toBeGreaterThanOrEqual(begin + 4);
      expect(told.right).toBeLessThanOrEqual(end);
    },
  );
});

describe('the first picture of a compact strip', () => {
  it('has figures and names as large as they stay', async () => {
    server.body = '<masthead-strip board="front" layout="compact"></masthead-strip>';
    const first = await open({ width: 390 }, (page) =>
      page.route('**/finish.js*', (route) => route.abort()).then(),
    );
    const sizes = (strip: typeof first.strip) =>
      strip
        .locator('.item')
        .first()
        .evaluate((item) =>
          ['.name', '.price', '.amount'].map((part) => {
            const element = item.querySelector(part);
            return element && getComputedStyle(element).fontSize;
          }),
        );
    await first.tile(0).waitFor();
    const before = await sizes(first.strip);
    await first.close();
    const { strip } = await stand('compact', 390);
    expect(await sizes(strip)).toEqual(before);
  });
});

it('covers no foot of a name with the ground of its figures in a compact strip', async () => {
  const { tile } = await stand('compact', 390);
  const ground = await tile(0)
    .locator('.figures')
    .evaluate((figures) => getComputedStyle(figures).backgroundColor);
  expect(ground).toBe('rgba(0, 0, 0, 0)');
});

it.each([481, 1099])('keeps the word for a lost link off the button for more at %i px', async (width) => {
  const { page, strip } = await stand('strip', width);
  await server.kill();
  await page.clock.runFor(60_000);
  await expect.poll(() => strip.locator('.state').textContent()).toBe('connection lost');
  const [word, button] = await Promise.all(
    ['.state', '.next'].map((part) => strip.locator(part).boundingBox()),
  );
  expect((word?.x ?? Number.NaN) + (word?.width ?? 0)).toBeLessThanOrEqual(button?.x ?? 0);
});

it.each(['card', 'strip'])(
  'has a Latin name beside its temperature from right to left: %s',
  async (layout) => {
    server.body = `<div dir="rtl"><masthead-strip board="front" layout="${layout}"></masthead-strip></div>`;
    const { strip } = await start({ width: 390 });
    const gap = await strip.locator('.place').evaluate((place) => {
      const name = document.createRange();
      name.selectNodeContents(place);
      return place.getBoundingClientRect().right - name.getBoundingClientRect().right;
    });
    expect(gap).toBeLessThan(1);
  },
);

it.each(low)(
  'says whole in every language why there is nothing, beside the button for settings: %s',
  async (layout) => {
    server.board = undefined;
    server.css = 'masthead-strip[layout=compact]{block-size:32px}';
    server.body = languages
      .map(
        (language) =>
          `<masthead-strip board="front" layout="${layout}" locale="${language}"></masthead-strip>`,
      )
      .join('');
    const { page, breathe } = await open({ width: 320 });
    const strips = page.locator('masthead-strip');
    await expect.poll(() => strips.locator('.message:not(:empty)').count()).toBe(languages.length);
    await breathe();
    await expect.poll(() => strips.locator('.settings').count()).toBe(languages.length);
    const cut = await strips.evaluateAll((all) =>
      all
        .filter(({ shadowRoot }) => {
          const boxOf = (part: string) =>
            shadowRoot?.querySelector(part)?.getBoundingClientRect() ?? new DOMRect();
          const [strip, message, settings] = ['.strip', '.message', '.settings'].map(boxOf);
          if (!strip || !message || !settings) return true;
          const isWhole = message.height <= Math.ceil(strip.height) && message.right <= settings.left;
          return !isWhole || settings.width < 24 || settings.right > strip.right;
        })
        .map(({ attributes }) => attributes.getNamedItem('locale')?.value),
    );
    expect(cut).toEqual([]);
  },
);
