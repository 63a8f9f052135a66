/**
 * What a newcomer's first minute is like: starts the demonstration as its users do, opens its page in Chromium, and
 * prints how long the figures took to come and a changed one to show. Run with `npx tsx bench/first-minute.ts`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { launchChromium } from '../test/support/chromium.ts';
import { controlUpstream } from '../test/support/upstream-control.ts';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const upstream = 'http://127.0.0.1:8083';

/** Resolves at the ready line. Rejects where the demonstration ends before it. */
function untilReady(demo: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = '';
    demo.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('Ready.')) resolve();
    });
    demo.once('exit', () => reject(new Error(`the demonstration ended: ${printed}`)));
  });
}

// As text: a bundler's helpers in a compiled function would not be there in the page.
const shownPrices = `[...(document.querySelector('masthead-strip')?.shadowRoot?.querySelectorAll('li[data-item]') ?? [])]
  .map((tile) => [tile.dataset.item, tile.querySelector('.price')?.textContent ?? ''])`;

async function msUntil(
  page: Page,
  holds: (prices: readonly (readonly [string, string])[]) => boolean,
): Promise<number> {
  const startedAt = performance.now();
  while (performance.now() - startedAt < 60_000) {
    if (holds(await page.evaluate(shownPrices))) return Math.round(performance.now() - startedAt);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('nothing of the kind within a minute');
}

const startedAt = performance.now();
const demo = spawn('npm', ['run', '--silent', 'demo'], {
  cwd: root,
  detached: true,
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await launchChromium();
try {
  await untilReady(demo);
  console.log(`command to ready line: ${Math.round(performance.now() - startedAt)} ms`);
  const page = await browser.newPage();
  await page.goto('http://127.0.0.1:8082/');
  const shown = await msUntil(page, (prices) => prices.filter(([, text]) => /\d/.test(text)).length >= 30);
  console.log(`page loaded to 30 quotes on screen: ${shown} ms`);
  for (const [provider, symbol, value, item, digits] of [
    ['kraken', 'XBTUSD', '123456.7', 'quote:BTC-USD', '123,457'],
    ['twelvedata', 'AAPL', '432.19', 'quote:AAPL', '432.19'],
    ['ecb', 'GBP', '0.8123', 'quote:EUR-GBP', '0.8123'],
  ] as const) {
    await controlUpstream(upstream, 'set', { provider, symbol, value });
    const ms = await msUntil(page, (prices) =>
      prices.some(([id, text]) => id === item && text.endsWith(digits)),
    );
    console.log(`${provider} says ${value}, on screen after: ${ms} ms (polled every 5 s)`);
  }
} finally {
  await browser.close();
  // The whole group: npm does not pass the signal on to what it started.
  if (demo.pid !== undefined && demo.exitCode === null) process.kill(-demo.pid, 'SIGTERM');
}
