import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ItemMeta, SourceMeta } from '../../src/protocol/meta.ts';
import type { ValuedReading } from '../../src/protocol/reading.ts';
import { launchChromium } from '../support/chromium.ts';
import { hostileStrings } from '../support/hostile-strings.ts';
import { type FakeServer, startFakeServer } from './fake-server.ts';
import { line, noon, quote, sampleBoard, weather } from './sample-board.ts';
import { openWatched, ours, shownOn, unfit } from './watched-page.ts';

let browser: Browser;
let server: FakeServer;
let page: Page | undefined;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startFakeServer(undefined);
  server.now = () => noon;
});
afterEach(async () => {
  await page?.close();
  await server.kill();
});

const local = (text: string) => ({ en: text });

/** Each payload as a quote's name, currency and link, and as a source's name, credit and link. */
function quotesOf(payloads: readonly string[]) {
  const entries = payloads.map((text, index) => {
    const meta: ItemMeta = {
      id: `quote:Q${index}`,
      cls: 'share',
      name: local(text),
      currency: text,
      href: text,
    };
    const source: SourceMeta = { name: text, text, href: text, licence: text };
    const item = {
      ...quote(meta.id, { price: '12.34', changePct: '1' }, { source: `s${index}` }),
      spark: line(1, 2),
    };
    return { meta, source, item };
  });
  return sampleBoard({
    meta: entries.map(({ meta }) => meta),
    sources: Object.fromEntries(entries.map(({ source }, index) => [`s${index}`, source])),
    items: entries.map(({ item }) => item),
  });
}

/** Each payload as a place's name, region, zone and link, and as a warning's event, issuer and link. */
function placesOf(payloads: readonly string[]) {
  const entries = payloads.map((text, index) => {
    const place = { name: local(text), region: local(text), href: text, zone: text };
    const metas: ItemMeta[] = [
      { id: `weather:p${index}`, cls: 'weather', ...place },
      { id: `alerts:p${index}`, cls: 'alerts', ...place },
    ];
    const alert = {
      id: text,
      event: text,
      severity: 'severe',
      issuer: text,
      until: noon + 3_600_000,
      href: text,
    } as const;
    const alerts: ValuedReading = {
      ...weather(`alerts:p${index}`, { tempC: 1 }),
      value: { kind: 'alerts', covered: true, alerts: [alert, { ...alert, id: 'b' }] },
    };
    return { metas, items: [weather(`weather:p${index}`, { tempC: 14, condition: 'rain' }), alerts] };
  });
  return sampleBoard({
    meta: entries.flatMap(({ metas }) => metas),
    sources: { metno: { name: payloads[0] ?? '', text: '', href: '', licence: '' } },
    items: entries.flatMap(({ items }) => items),
  });
}

const lengthOf = (text: string) => [...text].length;

describe.each([
  ['with a strict policy', true],
  ['without a policy', false],
])('hostile texts in a page %s', (_name, hasPolicy) => {
  it.each([
    ['quotes, credits and links', quotesOf, 1, hostileStrings.length],
    ['places, regions and warnings', placesOf, hostileStrings.length, hostileStrings.length * 2],
  ] as const)('of %s are only ever shown, cleaned and bounded', async (_what, boardOf, strips, count) => {
    server.hasPolicy = hasPolicy;
    server.board = boardOf(hostileStrings);
    const places = Array.from({ length: strips }, (_, index) => `place="p${index}"`);
    server.body = (strips === 1 ? [''] : places)
      .map((place) => `<masthead-strip board="front" ${place}></masthead-strip>`)
      .join('');
    const watched = await openWatched(browser, server);
    page = watched.page;
    const seen = await shownOn(page);
    expect(watched.trouble).toEqual([]);
    expect(seen.short.length).toBeGreaterThanOrEqual(count);
    expect(seen.short.filter((text) => lengthOf(text) > 64)).toEqual([]);
    expect(seen.credits.filter((text) => lengthOf(text) > 200)).toEqual([]);
    expect(seen.prices.filter((text) => lengthOf(text) > 20)).toEqual([]);
    expect(seen.everything).not.toMatch(unfit);
    expect(seen.tags.filter((tag) => !ours.includes(tag))).toEqual([]);
    expect(seen.handlers).toEqual([]);
    expect(seen.links.filter((href) => !/^https:\/\/[\x21-\x7e]+$/.test(href))).toEqual([]);
    expect(seen).toMatchObject({ heights: [44], stripHeights: [44], isWide: false });
  });
});

it('the same texts as markup do run, so that the watch is known to see', async () => {
  server.hasPolicy = false;
  server.board = sampleBoard();
  const watched = await openWatched(browser, server);
  page = watched.page;
  await page.evaluate(
    (payloads) => {
      for (const text of payloads) document.body.insertAdjacentHTML('beforeend', text);
    },
    hostileStrings.filter((text) => text.startsWith('<img')),
  );
  await expect.poll(() => watched.trouble).toContain('a text was run');
});
