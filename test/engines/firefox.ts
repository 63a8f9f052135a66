/** Firefox over WebDriver BiDi. `FIREFOX_PATH` names another than the system's. */
import puppeteer from 'puppeteer-core';
import { type EngineKind, programOf } from './engine.ts';

const program = () => programOf('FIREFOX_PATH', 'firefox-esr', 'firefox');

export const firefox: EngineKind = {
  name: 'Firefox',
  missing: () => (program() === undefined ? 'firefox-esr is not installed' : ''),
  async start() {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: program() ?? '',
      headless: true,
    });
    const page = await browser.newPage();
    return {
      version: await browser.version(),
      async open(url) {
        await page.goto(url);
      },
      run: async <T>(expression: string) => (await page.evaluate(expression)) as T,
      close: () => browser.close(),
    };
  },
};
