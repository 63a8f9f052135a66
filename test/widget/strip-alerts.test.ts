import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../src/protocol/order.ts';
import type { Alert, ValuedReading } from '../../src/protocol/reading.ts';
import type { FakeServer } from './fake-server.ts';
import { beyondRing } from './focus-ring.ts';
import { noon, sampleBoard, weather } from './sample-board.ts';
import { stripSuite } from './strip-suite.ts';

const hour = 3_600_000;
const alertsId = 'alerts:la-paz-bo';
let server: FakeServer;
const suite = stripSuite((fresh) => {
  server = fresh;
  server.board = boardWith([]);
});

function alert(more: Partial<Alert> = {}): Alert {
  const id = 'https://alerts.example/frost';
  return {
    id,
    event: 'Frost warning',
    severity: 'moderate',
    issuer: 'SENAMHI',
    until: noon + 6 * hour,
    ...more,
  };
}

function readingOf(alerts: readonly Alert[], more: Partial<ValuedReading> = {}): ValuedReading {
  return {
    ...weather(alertsId, { tempC: 0 }, { delay: 'observed', ...more }),
    value: { kind: 'alerts', covered: true, alerts },
  };
}

function boardWith(alerts: readonly Alert[], more: Partial<ValuedReading> = {}) {
  const { meta, items } = sampleBoard();
  return sampleBoard({
    meta: [...meta, { id: alertsId, cls: 'alerts', name: { en: 'La Paz' } }],
    items: [...items, readingOf(alerts, more)],
  });
}

const { start } = suite;

/** Adds up the page's layout shifts, those before it included. */
async function shiftsOf(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const seen = globalThis as unknown as { shifts: number };
    seen.shifts = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shifts += (entry as unknown as { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { shifts: number }).shifts);
}

it('tells a voice in which language an event is', async () => {
  server.board = boardWith([
    alert(),
    alert({ id: 'b', event: '', severity: 'minor' }),
    alert({ id: 'c', event: 'Ice..', until: noon + 7 * hour }),
  ]);
  server.body = '<div lang="es"><masthead-strip board="front"></masthead-strip></div>';
  const { strip } = await start();
  const chip = strip.locator('.alert');
  await expect
    .poll(() => chip.locator('.sr').textContent())
    .toMatch(/Aviso moderado: Ice\., .*Aviso leve: SENAMHI, /);
  expect(
    await chip
      .locator('.sr [lang]')
      .evaluateAll((all) => all.map((each) => `${(each as HTMLElement).lang} ${each.textContent}`)),
  ).toEqual(['en Frost warning']);
  expect(await chip.locator('.event').getAttribute('lang')).toBe('en');
  server.send({ t: 'upd', items: [{ ...readingOf([alert({ event: '' })]), s: 5 }] });
  await expect.poll(() => chip.locator('.event').textContent()).toBe('Aviso moderado');
  expect(await chip.locator('[lang]').count()).toBe(0);
});

it.each(['strip', 'card'])('leaves who is at a warning at the weather once it ends (%s)', async (layout) => {
  server.board = boardWith([alert()]);
  server.body = `<masthead-strip board="front" layout="${layout}"></masthead-strip>`;
  const { strip, breathe } = await start();
  const chip = strip.locator('.alert');
  await expect.poll(() => breathe().then(() => chip.isVisible())).toBe(true);
  await chip.focus();
  server.send({ t: 'upd', items: [{ ...readingOf([]), s: 5 }] });
  await expect.poll(() => breathe().then(() => chip.isVisible())).toBe(false);
  const at = () => strip.evaluate(({ shadowRoot }) => shadowRoot?.activeElement?.className);
  expect(await at()).toBe('report');
});

describe('a warning beside the weather', () => {
  it('shows its event, links to its issuer, and speaks', async () => {
    server.board = boardWith([
      alert({ href: 'https://alerts.example/1' }),
      alert({ id: 'b', severity: 'minor' }),
    ]);
    const { strip, complaints } = await start();
    const chip = strip.locator('.alert');
    await expect.poll(() => chip.isVisible()).toBe(true);
    expect(await chip.locator('.event').textContent()).toBe('Frost warning');
    expect(await chip.locator('.more').textContent()).toBe('+1');
    expect(await chip.getAttribute('href')).toBe('https://alerts.example/1');
    expect(await chip.getAttribute('data-severity')).toBe('moderate');
    expect(await chip.locator('.sr').textContent()).toMatch(
      /^Moderate warning: Frost warning, SENAMHI, until 16:32/,
    );
    // Said once: what is seen is for the eye alone.
    expect(await chip.ariaSnapshot()).not.toContain('+1');
    expect(complaints).toEqual([]);
  });

  it('is a link of its own for keyboard and pointer, in front of the weather’s', async () => {
    server.board = boardWith([alert({ href: 'https://alerts.example/1' })]);
    const { page, strip } = await start();
    const focused = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className);
    for (const expected of ['pause', 'summary sr', 'report', 'alert']) {
      await page.keyboard.press('Tab');
      expect(await focused()).toBe(expected);
    }
    const hit = await strip.locator('.alert').evaluate((element) => {
      const { left, top, width, height } =
        element.querySelector('.chip')?.getBoundingClientRect() ?? new DOMRect();
      const root = element.getRootNode() as ShadowRoot;
      return root.elementFromPoint(left + width / 2, top + height / 2)?.closest('a')?.className;
    });
    expect(hit).toBe('alert');
  });

  it('begins and ends by the clock, with every server dead', async () => {
    const [onset, until] = [noon + 2 * hour, noon + 3 * hour];
    const { page, strip } = await start();
    const chip = strip.locator('.alert');
    // The page's clock and the server's are one from here on.
    await page.clock.pauseAt(noon + 10_000);
    server.send({ t: 'hb', now: noon + 10_000, digest: digestOf(server.board?.items ?? []) });
    server.send({
      t: 'upd',
      items: [readingOf([alert({ onset, until })], { s: 2, staleAt: noon + 5 * hour })],
    });
    await expect
      .poll(async () => {
        await page.clock.runFor(20);
        return chip.locator('.mark').textContent();
      })
      .toMatch(/^from 12:32/);
    await server.kill();
    await page.clock.pauseAt(onset - 1000);
    await page.clock.runFor(20);
    expect(await chip.locator('.mark').textContent()).toMatch(/^from 12:32/);
    await page.clock.runFor(1100);
    expect(await chip.locator('.mark').textContent()).toBe('');
    await page.clock.pauseAt(until - 1000);
    await page.clock.runFor(20);
    expect(await chip.isVisible()).toBe(true);
    await page.clock.runFor(1100);
    expect(await chip.isVisible()).toBe(false);
  });

  it.each(['strip', 'compact', 'card'])('is not struck out by the ring around it (%s)', async (layout) => {
    server.board = boardWith([alert()]);
    server.body = `<masthead-strip board="front" layout="${layout}"></masthead-strip>`;
    const { page, strip } = await start();
    await strip.locator('.alert .event').waitFor();
    await strip.locator('.report').focus();
    await page.keyboard.press('Tab');
    expect(await beyondRing(strip.locator('.alert:focus-visible'), strip.locator('.event'))).toBeLessThan(
      0.5,
    );
  });

  it('is seen to be pressed for more, also where it leads nowhere else', async () => {
    server.board = boardWith([alert()]);
    const { strip } = await start();
    const chip = strip.locator('.alert');
    await chip.locator('.event').waitFor();
    expect(await chip.getAttribute('href')).toBeNull();
    expect(await chip.evaluate((element) => getComputedStyle(element).cursor)).toBe('pointer');
  });

  it('stays where its feed is silent, and says as of when', async () => {
    server.board = boardWith([alert()], { staleAt: noon });
    const { strip } = await start();
    await expect.poll(() => strip.locator('.alert .mark').textContent()).toMatch(/^as of 10:12/);
    expect(await strip.locator('.alert .event').textContent()).toBe('Frost warning');
  });

  it.each([
    ['strip', 1280],
    ['strip', 390],
    ['compact', 390],
    ['card', 390],
  ])('tells as of when in whole words, or leaves it to its panel (%s, %i px)', async (layout, width) => {
    server.board = boardWith([alert()], { staleAt: noon });
    server.body = `<masthead-strip board="front" layout="${layout}"></masthead-strip>`;
    const { strip } = await start({ width });
    await strip.locator('.alert .event').waitFor();
    const beyond = await strip
      .locator('.alert .mark')
      .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect(beyond).toBe(0);
  });

  it('tells for the ear that there is none, and where nobody would warn', async () => {
    const { strip } = await start();
    const spoken = strip.locator('.report .sr');
    await expect.poll(() => spoken.textContent()).toMatch(/ No warnings\.$/);
    const value = { kind: 'alerts', covered: false, alerts: [] } as const;
    server.send({ t: 'upd', items: [{ ...readingOf([]), s: 9, value }] });
    await expect.poll(() => spoken.textContent()).toMatch(/ Warnings not covered here\.$/);
    expect(await strip.locator('.alert').isVisible()).toBe(false);
  });

  it.each([1280, 390])(
    'moves nothing when it comes and goes, at %i px, and stays in the strip',
    async (width) => {
      const { page, strip } = await start({ width });
      const shifts = await shiftsOf(page);
      const box = () => strip.locator('.row').boundingBox();
      const before = await box();
      const long = alert({ event: 'Severe thunderstorm and flash flood warning', severity: 'extreme' });
      const soon = alert({ onset: noon + hour });
      for (const [index, alerts] of [[long, alert()], [soon], []].entries()) {
        server.send({ t: 'upd', items: [readingOf(alerts, { s: index + 2 })] });
        await expect.poll(() => strip.locator('.alert').isVisible()).toBe(alerts.length > 0);
        await page.clock.runFor(100);
        expect(await box()).toEqual(before);
        if (alerts.length === 0) continue;
        const chip = await strip.locator('.chip').boundingBox();
        const block = await strip.locator('.weather').boundingBox();
        expect((chip?.y ?? 0) + (chip?.height ?? 99)).toBeLessThanOrEqual(44);
        expect((chip?.x ?? 0) + (chip?.width ?? 9e9)).toBeLessThanOrEqual(
          (block?.x ?? 0) + (block?.width ?? 0),
        );
      }
      expect(await shifts()).toBeLessThanOrEqual(0.001);
    },
  );
});

describe('the room of the weather', () => {
  it.each([1280, 390])('is kept for a place that is not on the board, at %i px', async (width) => {
    const [place, alerts] = ['weather:lima-pe', 'alerts:lima-pe'] as const;
    server.body = '<masthead-strip board="front" place="lima-pe"></masthead-strip>';
    server.details.set(alerts, {
      id: alerts,
      meta: { id: alerts, cls: 'alerts', name: { en: 'Lima' } },
      source: { name: 'Other', text: 'Warnings by Other', href: 'https://o.example', licence: '' },
      reading: { ...readingOf([alert()]), id: alerts, source: 'other' },
    });
    let answer = () => {};
    const mayAnswer = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const open = await suite.open({ width }, async (page) => {
      await page.route('**/v1/items/weather*', async (route) => {
        await mayAnswer;
        const meta = { id: place, cls: 'weather', name: { en: 'Villa María del Triunfo' } };
        const reading = weather(place, { tempC: -14, lowC: -20, highC: -10, condition: 'snow' });
        await route.fulfill({
          json: { id: place, meta, reading },
          headers: { 'access-control-allow-origin': '*' },
        });
      });
    });
    const { page, strip, tile } = open;
    await tile(0).waitFor();
    await open.breathe();
    await open.finished();
    const shifts = await shiftsOf(page);
    const before = await strip.locator('.row').boundingBox();
    server.details.set(place, { id: place, meta: { id: place, cls: 'weather', name: { en: '' } } });
    answer();
    await expect.poll(() => strip.locator('.place').textContent()).toBe('Villa María del Triunfo');
    await open.breathe();
    expect(await strip.locator('.row').boundingBox()).toEqual(before);
    expect(await shifts()).toBeLessThanOrEqual(0.001);
  });

  it('shows the warnings of a place that is not on the board, with their credit', async () => {
    const [place, alerts] = ['weather:lima-pe', 'alerts:lima-pe'] as const;
    server.body = '<masthead-strip board="front" place="lima-pe"></masthead-strip>';
    const source = { name: 'Other', text: 'Warnings by Other', href: 'https://o.example', licence: '' };
    server.details.set(place, {
      id: place,
      meta: { id: place, cls: 'weather', name: { en: 'Lima' } },
      reading: weather(place, { tempC: 20 }),
    });
    server.details.set(alerts, {
      id: alerts,
      meta: { id: alerts, cls: 'alerts', name: { en: 'Lima' } },
      source,
      reading: { ...readingOf([alert()]), id: alerts, source: 'other' },
    });
    const { strip } = await start();
    await expect.poll(() => strip.locator('.alert .event').textContent()).toBe('Frost warning');
    await expect.poll(() => strip.locator('.credit').last().textContent()).toBe('Warnings by Other');
    expect(server.heard).toEqual([{ t: 'sub', items: [place, alerts] }]);
  });

  it.each([1280, 390])('is as wide for a stale figure as for a live one, at %i px', async (width) => {
    const { page, strip } = await start({ width });
    const shifts = await shiftsOf(page);
    const before = await strip.locator('.row').boundingBox();
    await server.kill();
    await page.clock.pauseAt(noon + 61 * 60_000);
    await page.clock.runFor(100);
    expect(await strip.locator('.weather').getAttribute('data-look')).toBe('stale');
    expect(await strip.locator('.row').boundingBox()).toEqual(before);
    expect(await shifts()).toBeLessThanOrEqual(0.001);
  });
});
