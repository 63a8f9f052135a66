import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ValuedReading } from '../../../src/protocol/reading.ts';
import type { BoardSnapshot, ItemDetail } from '../../../src/protocol/snapshot.ts';
import { displayText } from '../../../src/view/display-text.ts';
import { launchShell } from '../../support/chromium.ts';
import { hostileStrings } from '../../support/hostile-strings.ts';
import { noon, quote, weather } from '../sample-board.ts';
import { unfit } from '../watched-page.ts';
import type { PanelHarness } from './panel-harness.ts';
import { openPanelPage, type PanelPage, type PanelServer, startPanelServer } from './panel-page.ts';
import { alertsReading } from './sample-details.ts';

let browser: Browser;
let server: PanelServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchShell(), startPanelServer()]);
});
afterAll(() => Promise.all([browser.close(), server.stop()]));

const ours =
  'a article b button circle dd div dl dt fieldset h2 h3 h4 input label legend li ol p path section span svg text';

/** A board of which every text is `text`, with a quote, a place and its warning. */
function boardOf(text: string): BoardSnapshot {
  const source = { name: text, text, href: text, licence: text };
  const words = { name: { en: text }, region: { en: text }, href: text, currency: text };
  const alerts = alertsReading.value.kind === 'alerts' ? alertsReading.value.alerts : [];
  const warned: ValuedReading = {
    ...alertsReading,
    id: 'alerts:p',
    source: 's',
    value: {
      kind: 'alerts',
      covered: true,
      alerts: alerts.map((alert) => ({ ...alert, event: text, issuer: text, href: text })),
    },
  };
  return {
    board: 'front',
    builtAt: noon,
    demo: false,
    meta: [
      { id: 'quote:q', cls: 'crypto', ...words },
      { id: 'weather:p', cls: 'weather', zone: text, ...words },
    ],
    sources: { s: source },
    items: [
      quote(
        'quote:q',
        { price: '1.5', reference: '1.4' },
        { source: 's', confirmedBy: text, session: { holiday: text } },
      ),
      weather('weather:p', { tempC: 3 }, { source: 's' }),
      warned,
    ],
  };
}

/** Details that tell nothing, of all on the board and of its warnings. */
function bareDetails({ meta }: BoardSnapshot): Map<string, ItemDetail> {
  const alerts = { id: 'alerts:p', cls: 'alerts', name: { en: 'x' } } as const;
  return new Map([...meta, alerts].map((each) => [each.id, { id: each.id, meta: each }]));
}

/** All texts as warnings of one place, with what their issuers wrote. */
function warned(texts: readonly string[]): { reading: ValuedReading; detail: ItemDetail } {
  const alerts = texts.map((text, index) => ({
    id: `a${index}`,
    event: text,
    issuer: text,
    severity: 'severe' as const,
    until: noon + 3_600_000,
    href: text,
  }));
  const meta = { id: 'alerts:p', cls: 'alerts', name: { en: 'x' } } as const;
  const written = texts.map((text, index) => ({ id: `a${index}`, description: text, instruction: text }));
  return {
    reading: { ...alertsReading, id: meta.id, value: { kind: 'alerts', covered: true, alerts } },
    detail: { id: meta.id, meta, detail: { kind: 'alerts', alerts: written } },
  };
}

/** What the panel is made of, as far as it should not be; with each of the boards in turn, or as it stands. */
function judged({ panel }: PanelPage, boards: readonly BoardSnapshot[] = []): Promise<string[][]> {
  return panel.evaluate(
    async (dialog, { known, unfit, boards }) => {
      const { harness } = globalThis as unknown as { harness: PanelHarness };
      const judge = () => {
        const all = [...dialog.querySelectorAll('*')];
        const names = all.flatMap((element) => element.getAttributeNames());
        const links = all.flatMap((element) => element.getAttribute('href') ?? []);
        const text = (dialog.textContent ?? '').replace(/[\u2066\u2069\u200e]/g, '');
        return [
          ...all.map(({ localName }) => localName).filter((tag) => !known.split(' ').includes(tag)),
          ...names.filter((name) => name.startsWith('on') || name === 'style'),
          ...links.filter((link) => !/^https:/.test(link)),
          ...(new RegExp(unfit).exec(text) ?? []),
          ...(dialog.scrollWidth > dialog.clientWidth ? ['too wide'] : []),
        ];
      };
      if (boards.length === 0) return [judge()];
      const found: string[][] = [];
      for (const board of boards) {
        harness.replace(board);
        await Promise.resolve();
        found.push(judge());
      }
      return found;
    },
    { known: ours, unfit: unfit.source, boards },
  );
}

async function open(board: BoardSnapshot): Promise<PanelPage> {
  server.board = board;
  const shown = await openPanelPage(browser, server, { isEager: true });
  await shown.page.exposeFunction('pwned', () => shown.complaints.push('a text was run'));
  return shown;
}

describe('hostile texts', () => {
  it('of a quote and its sources neither run nor become anything but text', async () => {
    const board = boardOf('x');
    server.details = bareDetails(board);
    const shown = await open(board);
    for (const id of ['quote:q', 'weather:p'] as const) {
      await shown.open(id);
      await shown.panel.locator('.now').waitFor();
      const found = await judged(shown, hostileStrings.map(boardOf));
      const wrong = hostileStrings.flatMap((text, index) =>
        found[index]?.length === 0 ? [] : [[text.slice(0, 99), found[index]]],
      );
      expect(wrong).toEqual([]);
      const last = displayText(hostileStrings.at(-1)) || id;
      expect(await shown.panel.locator('h2').textContent()).toBe(last);
    }
    expect(shown.complaints).toEqual([]);
    await shown.close();
  });

  it('of warnings, a hundred at a time, neither', async () => {
    for (let from = 0; from < hostileStrings.length; from += 100) {
      const { reading, detail } = warned(hostileStrings.slice(from, from + 100));
      const board = boardOf('x');
      server.details = new Map([...bareDetails(board), [detail.id, detail]]);
      const shown = await open({
        ...board,
        items: [...board.items.filter(({ id }) => id !== reading.id), reading],
      });
      await shown.open('weather:p');
      await expect.poll(() => shown.panel.locator('article b').count()).toBeGreaterThan(20);
      expect(await judged(shown)).toEqual([[]]);
      expect(shown.complaints).toEqual([]);
      await shown.close();
    }
  });

  it('of the catalogue neither', async () => {
    const items = hostileStrings.slice(0, 60).map((text, index) => ({
      id: index % 2 ? `quote:Q${index}` : `weather:w${index}`,
      cls: index % 2 ? 'share' : 'weather',
      name: { en: text },
      region: { en: text },
    }));
    server.catalogue = { items };
    const shown = await open(boardOf('x'));
    await shown.open({ kind: 'settings' });
    await expect.poll(() => shown.panel.locator('.found label').count()).toBe(60);
    expect(await judged(shown)).toEqual([[]]);
    expect(shown.complaints).toEqual([]);
    await shown.close();
  });
});

describe('an item of which something cannot be told', () => {
  /** Nothing can be made of it, not even a text. */
  const unreadable = { toString: 0 } as never;
  const corrected = { at: noon - 1, from: unreadable, to: noon };

  it.each([
    ['quote:q', { corrected }, { kind: 'quote', series: { t0: 0, dt: 5, v: 5 } }],
    ['quote:q', { session: { opensAt: unreadable } }, { kind: 'quote', series: {} }],
    ['weather:p', { corrected }, { kind: 'weather', hours: 5 }],
    [
      'weather:p',
      { value: { kind: 'weather', tempC: 3, humidityPct: '7' } },
      { kind: 'weather', hours: [], days: [null] },
    ],
  ] as const)('%s has its panel with all of the rest: %j', async (id, more, detail) => {
    const board = boardOf('x');
    const broken = board.items.map((item) => (item.id === id ? { ...item, ...more } : item));
    server.details = bareDetails(board);
    const known = server.details.get(id);
    if (known) server.details.set(id, { ...known, detail: detail as never });
    const shown = await open({ ...board, items: broken as never });
    await shown.open(id);
    await shown.panel.locator('.now .big').waitFor();
    await expect.poll(() => server.asked).toContain(`/v1/items/${id}`);
    expect(await shown.panel.locator('h2').textContent()).toBe('x');
    expect(await shown.panel.locator('.close').isVisible()).toBe(true);
    expect(await shown.panel.textContent()).toContain('not for trading');
    expect(shown.complaints).toEqual([]);
    await shown.close();
  });
});
