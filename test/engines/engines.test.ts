/** The strip in other engines than Chromium: that it works there as it does here. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFeed, freshBoard } from '../../bench/page/board.ts';
import type { BoardSnapshot } from '../../src/protocol/snapshot.ts';
import { hostileStrings } from '../support/hostile-strings.ts';
import { type FakeServer, startFakeServer } from '../widget/fake-server.ts';
import { hostilePlaces, hostileQuotes } from '../widget/hostile-boards.ts';
import { panelOpeners } from '../widget/panel-openers.ts';
import { quote } from '../widget/sample-board.ts';
import type { Engine } from './engine.ts';
import { firefox } from './firefox.ts';
import { webkit } from './webkit.ts';

const root = `document.querySelector('masthead-strip').shadowRoot`;
const firstPrice = `${root}?.querySelector('[part~=price]')?.textContent ?? ''`;
const press = (part: string) => `${root}.querySelector('[part~=${part}]').click()`;

const within = { timeout: 20_000, interval: 50 };

for (const kind of [firefox, webkit]) {
  const why = kind.missing();
  if (why !== '') console.warn(`\n*** ${kind.name} is left out: ${why} ***\n`);

  describe.skipIf(why !== '')(`in ${kind.name}${why && ` (left out: ${why})`}`, { timeout: 60_000 }, () => {
    let engine: Engine;
    let server: FakeServer;

    beforeAll(async () => {
      engine = await kind.start();
      console.info(engine.version);
    }, 60_000);
    afterAll(() => engine?.close());
    beforeEach(async () => {
      server = await startFakeServer(freshBoard(Date.now()));
    });
    afterEach(async () => {
      await engine.open('about:blank');
      await server.kill();
    });

    const price = () => engine.run<string>(firstPrice);
    const open = async () => {
      await engine.open(server.pageUrl);
      await expect.poll(price, within).toContain('931.42');
      await server.connected();
    };
    const send = (text: string, s: number) => {
      const reading = quote(
        'quote:SPX',
        { price: text },
        { s, asOf: Date.now(), staleAt: Date.now() + 60_000 },
      );
      server.send({ t: 'upd', items: [reading] });
    };

    it('loads under a strict policy and shows a live update', async () => {
      await open();
      send('7.25', 2);
      await expect.poll(price, within).toBe('7.25');
      expect(server.sockets.size).toBe(1);
    });

    it('stands still while paused, and jumps to now on resume', async () => {
      await open();
      await engine.run(press('pause'));
      const isPressed = `${root}.querySelector('[part~=pause]').getAttribute('aria-pressed')`;
      await expect.poll(() => engine.run(isPressed), within).toBe('true');
      send('8.25', 2);
      // Two frames later it would stand there.
      await engine.run('requestAnimationFrame(() => requestAnimationFrame(() => { window.later = true; }))');
      await expect.poll(() => engine.run('window.later === true'), within).toBe(true);
      expect(await price()).toContain('931.42');
      await engine.run(press('pause'));
      await expect.poll(price, within).toBe('8.25');
    });

    it('opens a panel', async () => {
      await open();
      // Until what comes at idle is there, a tile is a plain link.
      const isReady = `${root}.querySelector('${panelOpeners.quote}').ariaHasPopup === 'dialog'`;
      await expect.poll(() => engine.run(isReady), within).toBe(true);
      await engine.run(`${root}.querySelector('${panelOpeners.quote}').click()`);
      await expect.poll(() => engine.run<number>(panelHeight), within).toBeGreaterThan(0);
      expect(await engine.run(`location.href`)).toBe(`${server.pageUrl}/`);
    });

    it('begins with the first quote from right to left, and joins the letters of Arabic', async () => {
      server.hasPolicy = false;
      server.body = `<div dir="rtl" lang="ar">
        <masthead-strip board="front"></masthead-strip>
        <masthead-strip board="front" layout="card"></masthead-strip></div>`;
      await engine.open(server.pageUrl);
      await expect.poll(() => engine.run(isFinished), within).toBe(true);
      const { gone, spread } = await engine.run<{ gone: number; spread: number[] }>(arabic);
      expect(gone).toBe(0);
      for (const px of spread) expect(px).toBeLessThan(1);
    });

    it('has the boxes of its settings beside their words', async () => {
      await open();
      await expect.poll(() => engine.run(isFinished), within).toBe(true);
      await engine.run(press('settings'));
      await expect
        .poll(() => engine.run<number[]>(boxesOff).then(({ length }) => length), within)
        .toBeGreaterThan(2);
      for (const px of await engine.run<number[]>(boxesOff)) expect(px).toBeLessThanOrEqual(1);
    });

    it('has names, times and prices copied as words of their own', async () => {
      await open();
      await expect.poll(() => engine.run(isFinished), within).toBe(true);
      const { copied, shown } = await engine.run<{ copied: string; shown: string[] }>(copiedTile);
      expect(shown).not.toContain('');
      expect(copied.split(/\s+/).join(' ')).toContain(shown.join(' '));
    });

    it('comes back by itself after the gateway has gone and returned', async () => {
      await open();
      const feed = createFeed(server.board ?? freshBoard(Date.now()));
      server.takesSockets = false;
      for (const socket of server.sockets) socket.terminate();
      const tries = () => server.asked.filter((path) => path.startsWith('/v1/live')).length;
      await expect.poll(tries, within).toBeGreaterThan(1);
      const [reading] = feed.change(1, Date.now());
      server.board = { ...freshBoard(Date.now()), items: reading ? [reading] : [] };
      server.takesSockets = true;
      await expect.poll(price, { timeout: 45_000, interval: 100 }).not.toContain('931.42');
      expect(server.sockets.size).toBe(1);
    });

    /** Resolves once `count` names stand there and everything that comes late has come. */
    const openHostile = async (board: BoardSnapshot, attributes: readonly string[], count: number) => {
      server.board = board;
      server.hasPolicy = false;
      const strips = attributes.map((text) => `<masthead-strip board="front" ${text}></masthead-strip>`);
      server.body = watch + strips.join('');
      await engine.open(server.pageUrl);
      const isDone = `window.isIdle === true && ${names} >= ${count}`;
      await expect.poll(() => engine.run(isDone), { timeout: 30_000, interval: 500 }).toBe(true);
      await server.connected();
    };
    const expectNoHarm = async () => {
      const { trouble, handlers, links, at } = await engine.run<Harm>(harm);
      expect({ trouble, handlers, at }).toEqual({ trouble: [], handlers: [], at: `${server.pageUrl}/` });
      expect(links.filter((href) => !/^https:\/\/[\x21-\x7e]+$/.test(href))).toEqual([]);
    };

    it(`runs none of ${hostileStrings.length} hostile texts in quotes, credits and links`, async () => {
      await openHostile(hostileQuotes(hostileStrings), [''], hostileStrings.length);
      await expectNoHarm();
    });

    it(`runs none of ${hostileStrings.length} hostile texts in places, regions and warnings`, async () => {
      for (let from = 0; from < hostileStrings.length; from += placesPerPage) {
        const some = hostileStrings.slice(from, from + placesPerPage);
        const places = some.map((_text, index) => `place="p${index}"`);
        await openHostile(hostilePlaces(some, Date.now()), places, some.length);
        await expectNoHarm();
      }
    });

    it('does run the same texts as markup, so that the watch is known to see', async () => {
      server.hasPolicy = false;
      server.body = watch;
      await engine.open(server.pageUrl);
      const images = hostileStrings.filter((text) => text.startsWith('<img'));
      await engine.run(
        `void document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(images.join(''))})`,
      );
      await expect.poll(() => engine.run<string[]>('window.trouble'), within).toContain('run');
    });
  });
}

const all = `[...document.querySelectorAll('masthead-strip')]
  .flatMap(({ shadowRoot }) => [...(shadowRoot?.querySelectorAll('*') ?? [])])`;

/** A panel may stand in a shadow tree within the strip's. */
const panelHeight = `(() => {
  const find = (root) => root.querySelector('[part~=panel]')
    ?? [...root.querySelectorAll('*')].map(({ shadowRoot }) => shadowRoot && find(shadowRoot)).find(Boolean);
  return find(document)?.getBoundingClientRect().height ?? 0;
})()`;

/** Everything that comes late has come to all strips. */
const isFinished = `[...document.querySelectorAll('masthead-strip')]
  .every(({ shadowRoot }) => shadowRoot?.querySelector('[role=status]') && shadowRoot.querySelector('[part~=price]'))`;

/** How far the row is scrolled, and by how much what it says is wider than the same letters without the strip's style, in px. */
const arabic = `(() => {
  const [strip, card] = [...document.querySelectorAll('masthead-strip')].map(({ shadowRoot }) => shadowRoot);
  const width = (element) => {
    const text = document.createRange();
    text.selectNodeContents(element);
    return text.getBoundingClientRect().width;
  };
  const spread = (element) => {
    const plain = document.createElement('span');
    const { fontFamily, fontSize, fontWeight } = getComputedStyle(element);
    plain.textContent = element.textContent;
    Object.assign(plain.style, { position: 'absolute', whiteSpace: 'nowrap', fontFamily, fontSize, fontWeight });
    element.closest('[dir],[lang]')?.append(plain);
    const off = Math.abs(width(element) - width(plain));
    plain.remove();
    return off;
  };
  return {
    gone: Math.abs(strip.querySelector('[part~=row]').scrollLeft),
    spread: [strip.querySelector('[part~=label]'), card.querySelector('[part~=condition]')].map(spread),
  };
})()`;

/** How far the middle of each of its settings' boxes is from that of the first line of its words, in px. */
const boxesOff = `(() => {
  const find = (root) => root.querySelector('[part~=panel]')
    ?? [...root.querySelectorAll('*')].map(({ shadowRoot }) => shadowRoot && find(shadowRoot)).find(Boolean);
  const middle = ({ top, bottom }) => (top + bottom) / 2;
  return [...(find(document)?.querySelectorAll('label:has(:is([type=checkbox],[type=radio]))') ?? [])].map((label) => {
    const words = document.createRange();
    words.selectNodeContents(label.querySelector('span') ?? label);
    return Math.abs(middle(label.querySelector('input').getBoundingClientRect()) - middle(words.getClientRects()[0]));
  });
})()`;

/** What is copied of the first tile that has a tag, and its name, its tag and its price. */
const copiedTile = `(() => {
  const face = [...${root}.querySelectorAll('.face')].find((face) => face.querySelector('.tag').textContent);
  getSelection().selectAllChildren(face);
  const copied = String(getSelection());
  getSelection().removeAllRanges();
  return { copied, shown: ['.name', '.tag', '.price'].map((part) => face.querySelector(part).textContent) };
})()`;

/** How many names of quotes and places stand on the page. */
const names = `${all}.filter((element) => element.matches('[part~=name],[part~=place]')).length`;

interface Harm {
  readonly trouble: readonly string[];
  readonly handlers: readonly string[];
  readonly links: readonly string[];
  readonly at: string;
}

const harm = `(() => {
  const all = ${all};
  return {
    trouble: window.trouble,
    handlers: all.flatMap((element) => element.getAttributeNames()).filter((name) => name.startsWith('on')),
    links: all.flatMap((element) => element.getAttribute('href') ?? []),
    at: location.href,
  };
})()`;

/** As many strips as every engine draws within seconds. */
const placesPerPage = 84;

/** What runs calls `pwned`. Idle: three seconds after the load, when everything that comes late has come. */
const watch = `<script>
  window.trouble = [];
  window.pwned = () => trouble.push('run');
  addEventListener('error', ({ message }) => message && trouble.push(message));
  addEventListener('load', () => setTimeout(() => { window.isIdle = true; }, 3000));
</script>`;
