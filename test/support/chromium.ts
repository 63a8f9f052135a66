/** Starts the system's Chromium for a test. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const whole = '/usr/bin/chromium';
const shell = '/usr/bin/chromium-headless-shell';

/** The browser as readers have it. `CHROMIUM_PATH` names another than Debian's. */
export function launchChromium(): Promise<Browser> {
  return launch(process.env.CHROMIUM_PATH ?? whole);
}

/**
 * The same engine without the browser around it, which a test of what a page shows does not need: it takes half the time.
 * The whole browser where there is none or `CHROMIUM_PATH` names one.
 */
export function launchShell(): Promise<Browser> {
  return existsSync(shell) ? launch(process.env.CHROMIUM_PATH ?? shell) : launchChromium();
}

function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}
