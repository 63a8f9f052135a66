import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { brotliBytes, widgetBundle, widgetFiles } from '../support/widget-bundle.ts';
import type { FakeServer } from './fake-server.ts';
import { quote, sampleBoard, weather } from './sample-board.ts';
import type { StripPage, StripPageOptions } from './strip-page.ts';
import { stripSuite } from './strip-suite.ts';

let server: FakeServer;
const suite = stripSuite((fresh) => {
  server = fresh;
  server.board = sampleBoard({ demo: true });
});

async function start(options: StripPageOptions = {}): Promise<StripPage> {
  const started = await suite.start(options);
  await expect.poll(() => started.strip.locator('.live').getAttribute('data-live')).toBe('true');
  return started;
}

describe('the craft of the strip', () => {
  it.each(['light', 'dark'] as const)('gives axe nothing to object to in %s', async (colorScheme) => {
    server.css =
      ':root{color-scheme:light dark;background:light-dark(#fff,#000);color:light-dark(#000,#fff)}';
    const { page } = await start({ colorScheme });
    const violations = await page.evaluate(async (source) => {
      // As a module from an extension would: the page's own policy lets no inline script in.
      const run = new Function(`${source}; return axe.run();`);
      const { violations } = await run();
      return violations.map((violation: { id: string; nodes: { html: string }[] }) => [
        violation.id,
        violation.nodes.map(({ html }) => html),
      ]);
    }, axe.source);
    expect(violations).toEqual([]);
  });

  it('shifts nothing while it loads and while values change their width', async () => {
    const { page, tile } = await start();
    await page.evaluate(() => {
      const shifts = globalThis as unknown as { shifts: number };
      shifts.shifts = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.shifts += (entry as unknown as { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    const prices = ['9999.99', '10000.01', '99.98', '23207.10'];
    for (const [index, price] of prices.entries()) {
      const items = sampleBoard().items.map(({ id }) =>
        id.startsWith('quote:')
          ? quote(id, { price, changePct: index % 2 ? '12.34' : '-0.01' }, { s: index + 2 })
          : weather(id, { tempC: index % 2 ? -14 : 9, lowC: -20, highC: 5 }, { s: index + 2 }),
      );
      server.send({ t: 'upd', items });
      await expect
        .poll(() => tile(0).locator('.change').textContent())
        .toContain(index % 2 ? '12.34' : '0.01');
      await page.clock.runFor(600);
    }
    const shifts = await page.evaluate(() => (globalThis as unknown as { shifts: number }).shifts);
    expect(shifts).toBeLessThanOrEqual(0.001);
  });

  it.each([
    ['', '', 14],
    ['density="compact"', '', 8],
    ['density="compact"', 'masthead-strip{--masthead-gap:11px}', 11],
    ['density="compact" layout="compact"', '', 8],
    // A card's tiles begin where its weather does.
    ['density="compact" layout="card"', '', 14],
  ])('keeps its tiles as far apart as the page asks: %s %s', async (attributes, css, gap) => {
    server.css = css;
    server.body = `<masthead-strip board="front" ${attributes}></masthead-strip>`;
    const { tile } = await start();
    const [room = 0, name = 0] = await tile(0).evaluate((item) => {
      const left = (of: Element | null) => of?.getBoundingClientRect().left ?? 0;
      return [left(item), left(item.querySelector('.name'))];
    });
    expect(name - room).toBe(gap);
  });

  it('is exactly 44 px high and clips no figure at any width', async () => {
    for (const width of [320, 390, 768, 1280]) {
      const { page, strip, close } = await start({ width });
      expect((await strip.locator('.strip').boundingBox())?.height).toBe(44);
      const clipped = await strip.locator('.item').evaluateAll((items) =>
        items
          .map((item) => item.querySelector('.figures') as HTMLElement)
          .filter((figures) => figures.scrollWidth > figures.clientWidth + 1)
          .map((figures) => figures.textContent),
      );
      expect(clipped).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await close();
    }
  }, 60_000);

  describe.each(['ltr', 'rtl'])('beside a long name (%s)', (way) => {
    const stand = async (layout: string, width: number) => {
      const { meta, items, ...rest } = sampleBoard();
      const long = { en: 'Dow Jones Industrial Average' };
      server.board = {
        ...rest,
        meta: meta.map((item) => (item.id.startsWith('quote:') ? { ...item, name: long } : item)),
        items: items.map(({ id, ...item }) =>
          id === 'quote:SPX'
            ? quote(id, { price: '1234567.89', reference: '1408518.42', changePct: '-12.35' })
            : { id, ...item },
        ),
      };
      server.body = `<div dir="${way}"><masthead-strip board="front" layout="${layout}"></masthead-strip></div>`;
      return start({ width });
    };
    it.each([
      ['strip', 1280],
      ['strip', 390],
      ['compact', 1280],
      ['compact', 390],
    ])('a tag and the figures are told whole in the layout %s at %i px', async (layout, width) => {
      const { tile } = await stand(layout, width);
      const [tag = 0, name = 0, head = 0, figures = 0] = await tile(0).evaluate((item) => {
        const beyond = (part: string) => {
          const { scrollWidth, clientWidth } = item.querySelector(part) as HTMLElement;
          return scrollWidth - clientWidth;
        };
        const [own, tile, named] = ['.figures', '.tile', '.name'].map((part) =>
          (item.querySelector(part) as HTMLElement).getBoundingClientRect(),
        );
        // What is clipped at one side does not count as something to scroll to.
        const text = document.createRange();
        text.selectNodeContents(item.querySelector('.name') as HTMLElement);
        const cut = text.getBoundingClientRect().width - (named?.width ?? 9e9);
        const out = Math.max(
          (own?.right ?? 9e9) - (tile?.right ?? 0),
          (tile?.left ?? 9e9) - (own?.left ?? 0),
        );
        return [beyond('.tag'), cut, beyond('.head'), out];
      });
      expect(tag).toBe(0);
      expect(name).toBeGreaterThan(0);
      expect(head).toBe(0);
      expect(figures).toBeLessThanOrEqual(0);
    });

    it('a pair of currencies is told whole beside its tag, in every language', async () => {
      server.board = sampleBoard({
        meta: sampleBoard().meta.map((item) => ({ ...item, name: { en: 'ユーロ/ポンド' } })),
      });
      const { tile } = await start();
      const beyond = await tile(0).evaluate((item) => {
        const [name, tag] = ['.name', '.tag'].map((part) => item.querySelector(part) as HTMLElement);
        if (tag) tag.textContent = '参照レート';
        return [name, tag].map((part) => (part?.scrollWidth ?? 9e9) - (part?.clientWidth ?? 0));
      });
      expect(beyond).toEqual([0, 0]);
    });

    it('a tag that is too long itself stays in its tile', async () => {
      const { tile } = await stand('strip', 390);
      const rooms = await tile(0).evaluate((item) => {
        const [head, tag] = ['.head', '.tag'].map((part) => item.querySelector(part) as HTMLElement);
        if (tag) tag.textContent = 'very '.repeat(20);
        return [head, tag].map((part) => part?.getBoundingClientRect()).map((box) => [box?.left, box?.right]);
      });
      const [[left = 0, right = 0] = [], [from = 0, to = 0] = []] = rooms;
      expect(from).toBeGreaterThanOrEqual(left);
      expect(to).toBeLessThanOrEqual(right);
    });
  });

  it('has one hairline between two parts of a card', async () => {
    server.body = '<masthead-strip board="front" layout="card"></masthead-strip>';
    const { strip } = await start();
    const borders = await strip
      .locator('.row, .item:first-child')
      .evaluateAll((parts) => parts.map((part) => getComputedStyle(part).borderBlockStartWidth));
    expect(borders).toEqual(['0px', '1px']);
  });

  it.each(['ltr', 'rtl'])('begins name and tag of a card at the same edge (%s)', async (way) => {
    server.body = `<div dir="${way}"><masthead-strip board="front" layout="card"></masthead-strip></div>`;
    const { tile } = await start();
    const edges = await tile(0)
      .locator('.name, .tag')
      .evaluateAll(
        (parts, side) => parts.map((part) => part.getBoundingClientRect()[side]),
        way === 'rtl' ? ('right' as const) : ('left' as const),
      );
    expect(edges).toHaveLength(2);
    expect(new Set(edges).size).toBe(1);
  });

  it('follows the class by which a page says that it is dark', async () => {
    server.body =
      '<div class="page"><masthead-strip board="front" dark-class="night"></masthead-strip></div>';
    const { strip, page } = await start();
    const paper = () =>
      strip.locator('.strip').evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(await paper()).toBe('rgb(255, 255, 255)');
    await page.evaluate(() => document.documentElement.classList.add('night'));
    await expect.poll(paper).toBe('rgb(16, 18, 22)');
    await page.evaluate(() => document.documentElement.classList.remove('night'));
    await expect.poll(paper).toBe('rgb(255, 255, 255)');
  });

  it('can be used with a keyboard: pause first, then the row and its links, then on', async () => {
    const { page, strip } = await start();
    const focused = () =>
      page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className ?? 'outside');
    const order: string[] = [];
    for (let step = 0; step < 5; step += 1) {
      await page.keyboard.press('Tab');
      order.push(await focused());
    }
    expect(order).toEqual(['pause', 'summary sr', 'report', 'row', 'tile']);
    const box = await strip.locator('.pause').boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24);
  });

  it('scrolls by its button to the credits and back', async () => {
    const { strip } = await start({ reducedMotion: 'reduce' });
    const [row, next] = [strip.locator('.row'), strip.locator('.next')];
    const gone = () => row.evaluate((element) => element.scrollLeft);
    const isMarked = () =>
      row.evaluate(({ scrollLeft, clientWidth, scrollWidth, parentElement }) => {
        const isAtEnd = scrollLeft + clientWidth >= scrollWidth - 1;
        return isAtEnd === (parentElement?.querySelector('.next')?.getAttribute('data-way') === 'back');
      });
    for (let presses = 0; presses < 12 && (await next.getAttribute('data-way')) === 'next'; presses += 1) {
      const before = await gone();
      await next.click();
      await expect.poll(gone).toBeGreaterThan(before);
      await expect.poll(isMarked).toBe(true);
    }
    expect(await strip.locator('.credit').last().isVisible()).toBe(true);
    expect(await next.getAttribute('aria-label')).toBe('Back to the first quotes');
    await next.click();
    await expect.poll(gone).toBe(0);
  });

  it.each([
    ['fades a new figure', undefined, 1],
    ['fades nothing for a reader who prefers less motion', 'reduce', 0],
  ] as const)('%s', async (_name, reducedMotion, animations) => {
    const { page, tile } = await start(reducedMotion ? { reducedMotion } : {});
    await page.evaluate(() => {
      const seen = globalThis as unknown as { fades: number };
      seen.fades = 0;
      const animate = Element.prototype.animate;
      Element.prototype.animate = function (...given) {
        seen.fades += 1;
        return animate.apply(this, given);
      };
    });
    server.send({ t: 'upd', items: [quote('quote:SPX', { price: '1.00' }, { s: 5 })] });
    await expect.poll(() => tile(0).locator('.price').textContent()).toBe('1.00');
    expect(await page.evaluate(() => (globalThis as unknown as { fades: number }).fades)).toBe(animations);
  });

  it('lets a fade come to its end in a market that ticks faster, and then fades again', async () => {
    const { strip, tile } = await start();
    const show = async (price: string, s: number) => {
      server.send({ t: 'upd', items: [quote('quote:SPX', { price }, { s })] });
      await expect.poll(() => tile(0).locator('.price').textContent()).toBe(price);
    };
    const fade = (act: 'slow' | 'finish' | 'look') =>
      strip.evaluate((element, act) => {
        const [animation] = element.shadowRoot?.querySelector('.figures')?.getAnimations() ?? [];
        if (act === 'finish') animation?.finish();
        if (animation && act === 'slow') Object.assign(animation, { playbackRate: 1e-6, currentTime: 300 });
        return { at: Number(animation?.currentTime), state: animation?.playState };
      }, act);
    await show('1.00', 5);
    await fade('slow');
    await show('2.00', 6);
    expect((await fade('look')).at).toBeGreaterThanOrEqual(300);
    await fade('finish');
    await show('3.00', 7);
    expect(await fade('look')).toMatchObject({ state: 'running' });
  });

  it('makes its first Intl formatter, which costs most, in an idle task', async () => {
    const page = await suite.browser().newPage();
    await page.addInitScript(() => {
      const seen = globalThis as unknown as { made: boolean[] };
      seen.made = [];
      let isIdle = false;
      const wait = globalThis.requestIdleCallback;
      globalThis.requestIdleCallback = (task, options) =>
        wait((deadline) => {
          isIdle = true;
          task(deadline);
          isIdle = false;
        }, options);
      Intl.NumberFormat = new Proxy(Intl.NumberFormat, {
        construct(target, given) {
          if (seen.made.length < 3) seen.made.push(isIdle);
          return Reflect.construct(target, given);
        },
      });
    });
    await page.goto(server.pageUrl);
    await expect.poll(() => page.locator('.item .price').first().textContent()).toBe('6,931.42');
    expect(await page.evaluate(() => (globalThis as unknown as { made: boolean[] }).made[0])).toBe(true);
    await page.close();
  });
});

describe('the module', () => {
  it('stays within its budget on the wire', async () => {
    expect(brotliBytes(await widgetBundle())).toBeLessThanOrEqual(8 * 1024);
  });

  it('stays within that of its idle chunk', async () => {
    const [finish] = [...(await widgetFiles())].filter(([name]) => name.endsWith('/finish.js'));
    expect(brotliBytes(finish?.[1] ?? '')).toBeGreaterThan(0);
    expect(brotliBytes(finish?.[1] ?? '')).toBeLessThanOrEqual(17_500);
  });
});
