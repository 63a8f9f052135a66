/** Starts the system's Chromium for a test. */
import { type Browser, chromium } from 'playwright-core';

/** `CHROMIUM_PATH` names another than Debian's. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}
