/** A news site of one page as the documentation has it, and a gateway that knows the site. Judges nothing. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { catalogue, type Rig, refresh, startRig } from '../gateway/rig.ts';
import { builtFiles } from '../support/widget-bundle.ts';

/** What the page sends besides its HTML; `http`: its header lines. */
export interface SitePage {
  readonly html: string;
  readonly http: string;
  readonly css: string;
  /** Its own module. */
  readonly js?: string;
}

export interface EmbeddingSite {
  readonly rig: Rig;
  readonly url: string;
  readonly page: Page;
  /** Whatever the browser said in its console or threw. */
  readonly complaints: string[];
  show(page: SitePage): Promise<void>;
}

const documented = 'https://header.example.com';

/** The strip's files as a build leaves them in dist/widget. */
export async function builtWidgetFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'masthead-docs-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of await builtFiles()) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

export async function startEmbeddingSite(browser: Browser): Promise<EmbeddingSite> {
  let shown: SitePage = { html: '', http: '', css: '' };
  let gateway = '';
  const own = (text: string) =>
    text
      .replaceAll(documented, gateway)
      .replaceAll(documented.replace('https', 'wss'), gateway.replace('http', 'ws'));
  const server = createServer(({ url = '/' }, response) => {
    const files: Readonly<Record<string, readonly [type: string, body: string]>> = {
      '/page.css': ['text/css', shown.css],
      '/page.js': ['text/javascript', own(shown.js ?? '')],
      '/': ['text/html; charset=utf-8', documentOf(own(shown.html), shown.js !== undefined)],
    };
    const [type, body] = files[url] ?? ['text/plain', ''];
    for (const line of shown.http.trim().split('\n')) {
      const [name = '', ...value] = line.split(': ');
      if (name !== '') response.setHeader(name, own(value.join(': ')));
    }
    response.setHeader('content-type', type);
    response.statusCode = files[url] === undefined ? 204 : 200;
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const sites = [{ id: 'courier', origins: [url], boards: ['front'] }];
  const rig = await startRig({
    catalogue: { ...catalogue, sites },
    widgetFolder: await builtWidgetFolder(),
    basePath: '/masthead',
  });
  await refresh(rig);
  // A policy names hosts: a path there would have to be the whole address of each file.
  gateway = rig.gateway.url();
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return {
    ...{ rig, url, page, complaints },
    async show(next) {
      const origin = new URL(gateway).origin;
      const http = next.http.replaceAll(documented, origin);
      shown = { ...next, http: http.replaceAll('wss://header.example.com', origin.replace('http', 'ws')) };
      await page.goto(url);
    },
  };
}

function documentOf(body: string, hasModule: boolean): string {
  const module = hasModule ? '<script type="module" src="/page.js"></script>' : '';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Story</title>
<link rel="stylesheet" href="/page.css">${module}</head><body>${body}<main><h1>Story</h1></main></body></html>`;
}
