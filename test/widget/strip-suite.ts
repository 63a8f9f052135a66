/** What each file of tests about strips in Chromium sets up: one browser for all of them, a server and a page for each. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launchShell } from '../support/chromium.ts';
import { type FakeServer, startFakeServer } from './fake-server.ts';
import { noon, sampleBoard } from './sample-board.ts';
import { openStripPage, type StripPage } from './strip-page.ts';

/** As `openStripPage` takes it, behind browser and server. */
type Opening = Parameters<typeof openStripPage> extends [Browser, FakeServer, ...infer Rest] ? Rest : never;

export interface StripSuite {
  browser(): Browser;
  /** A page with the strip, which is closed when the test is over. */
  open(...opening: Opening): Promise<StripPage>;
  /** The same, once it is live and the idle chunk has taken it over. */
  start(...opening: Opening): Promise<StripPage>;
}

/** `each`: is given the server of every test, with the sample board, whose clock stands at its noon. */
export function stripSuite(each: (server: FakeServer) => void): StripSuite {
  let browser: Browser;
  let server: FakeServer;
  let page: StripPage | undefined;

  beforeAll(async () => {
    browser = await launchShell();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    server = await startFakeServer(sampleBoard());
    server.now = () => noon;
    each(server);
  });
  afterEach(async () => {
    await page?.close();
    await server.kill();
  });

  const open = async (...opening: Opening) => {
    page = await openStripPage(browser, server, ...opening);
    return page;
  };
  return {
    browser: () => browser,
    open,
    async start(...opening) {
      const started = await open(...opening);
      await started.tile(0).waitFor({ state: 'attached' });
      await started.breathe();
      await server.connected();
      await started.finished();
      return started;
    },
  };
}
