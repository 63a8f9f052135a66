/** The least that a live list can do, served in the strip's place: what it costs is the browser's and the machine's. */

import type { Page } from 'playwright-core';
import type { Figure } from './figure.ts';

/** How many tiles of the strip are in sight at 1,280 px, and so are drawn at once. */
const seen = 4;

/**
 * A module that makes of `<masthead-strip>` a list of names, prices and changes as bare text: one fetch, one socket, text
 * written in an animation frame. No words, signs, lines, states or looks.
 */
const floorScript = `
const host = document.querySelector('masthead-strip');
const root = host.attachShadow({ mode: 'open' });
const sheet = new CSSStyleSheet();
sheet.replaceSync('ul{display:flex;margin:0}li{flex:none;width:200px;height:44px;contain:strict}span{margin-right:6px}');
root.adoptedStyleSheets = [sheet];
const list = document.createElement('ul');
const tiles = new Map();
const tileOf = (id) => {
  const texts = ['name', 'price', 'change'].map((part) => {
    const span = document.createElement('span');
    span.setAttribute('part', part);
    return span.appendChild(new Text(part === 'name' ? id : ''));
  });
  const item = document.createElement('li');
  item.append(...texts.map((text) => text.parentNode));
  list.append(item);
  return texts;
};
const show = (items) =>
  requestAnimationFrame(() => {
    for (const { id, value } of items.filter(({ id }) => id.startsWith('quote:')).slice(0, ${seen})) {
      if (!tiles.has(id)) tiles.set(id, tileOf(id));
      const [, price, change] = tiles.get(id);
      price.data = value.price;
      change.data = value.changePct;
    }
  });
root.append(list);
const base = new URL('.', import.meta.url);
show((await (await fetch(new URL('boards/front', base))).json()).items);
const socket = new WebSocket(new URL('live?board=front', base).href.replace('http', 'ws'), 'masthead.v1');
socket.onmessage = ({ data }) => {
  const { items } = JSON.parse(data);
  if (items !== undefined) show(items);
};
`;

/** Its name beside the strip's script. */
export const floorFile = 'floor.js';

/** Has the page find it there. */
export async function routeFloor(page: Page): Promise<void> {
  await page.route(`**/v1/${floorFile}`, (route) =>
    route.fulfill({
      body: floorScript,
      contentType: 'text/javascript',
      headers: { 'access-control-allow-origin': '*' },
    }),
  );
}

/**
 * How many times as dear the strip is. Both are measured in one run, so that the machine's speed goes out of it. `ceiling`:
 * where the check fails, since the strip itself has become dearer; undefined: reported alone.
 */
export function againstFloor(what: string, stripMs: number, floorMs: number, ceiling?: number): Figure {
  const limit = ceiling === undefined ? {} : { ceiling };
  return { what: `${what}, against bare text`, measured: stripMs / floorMs, unit: '×', ...limit };
}
