/** The page to frame, in a browser, on pages of other origins. */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { launchShell } from '../support/chromium.ts';
import { catalogue, startRig } from './rig.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchShell();
});
afterAll(() => browser?.close());

/** As much of a strip as it takes to see that code, stream and socket of its own host work under the page's policy. */
const strip = `
const url = (name) => new URL(name + '?board=front', import.meta.url);
customElements.define('masthead-strip', class extends HTMLElement {
  connectedCallback() {
    const live = url('live');
    live.protocol = 'ws:';
    const socket = new WebSocket(live, 'masthead.v1');
    const stream = new EventSource(url('events'));
    const first = (source) => new Promise((resolve) => source.addEventListener('message', resolve, { once: true }));
    Promise.all([first(socket), first(stream)]).then((seen) => {
      this.textContent = seen.map(({ data }) => JSON.parse(data).t).join(' ');
    });
  }
});`;

async function widgetFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'masthead-framed-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(path.join(folder, 'masthead.js'), strip);
  return folder;
}

/** A site of one page, whose origin is known before the gateway is, which its page frames. */
async function startSite() {
  let framed = '';
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    // Isolated, as a page with shared memory is: what it frames has to say that it may be.
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    response.end(
      `<!doctype html><html lang="en"><title>Site</title><iframe src="${framed}"></iframe></html>`,
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close().closeAllConnections());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, frame: (url: string) => (framed = url) };
}

async function setup() {
  const [own, other] = [await startSite(), await startSite()];
  const sites = [{ id: 'own', origins: [own.origin], boards: ['front'] }];
  const { gateway } = await startRig({
    catalogue: { ...catalogue, sites },
    widgetFolder: await widgetFolder(),
    basePath: '/masthead',
  });
  for (const site of [own, other]) site.frame(`${gateway.url()}/v1/embed?board=front&layout=strip`);
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  const objections: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && objections.push(message.text())));
  return { own, other, page, objections, gateway };
}

it('lives in a frame of a site that may show the board, with nothing objected to', async () => {
  const { own, page, objections, gateway } = await setup();
  await page.goto(own.origin);
  const shown = page.frameLocator('iframe').locator('masthead-strip', { hasText: 'hello hello' });
  await shown.waitFor();
  expect(objections.filter((text) => !text.includes('favicon'))).toEqual([]);
  expect(gateway.readers()).toBe(2);
});

it.each([
  ['board=nope', 'There is no such board here'],
  ['board=front&palette=colorblind', 'palette may be'],
])('tells in a frame of any site what is wrong with %s', async (query, message) => {
  const { other, page, objections, gateway } = await setup();
  other.frame(`${gateway.url()}/v1/embed?${query}`);
  await page.goto(other.origin);
  await page.frameLocator('iframe').locator('body', { hasText: message }).waitFor();
  expect(objections.join()).not.toContain('frame-ancestors');
});

it('stays empty in a frame of any other site', async () => {
  const { other, page, objections, gateway } = await setup();
  const objected = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
  await page.goto(other.origin);
  await objected;
  expect(objections.join()).toContain('frame-ancestors');
  expect(gateway.readers()).toBe(0);
});
