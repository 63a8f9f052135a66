/** WebKitGTK over its own WebDriver, on a display of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { type EngineKind, miniBrowser, programOf } from './engine.ts';

const driver = () => programOf('WEBKIT_DRIVER_PATH', 'WebKitWebDriver');
const display = () => programOf('XVFB_RUN_PATH', 'xvfb-run');

export const webkit: EngineKind = {
  name: 'WebKitGTK',
  missing() {
    if (driver() === undefined || miniBrowser() === undefined) return 'webkit2gtk-driver is not installed';
    return display() === undefined ? 'xvfb is not installed' : '';
  },
  async start() {
    const port = await freePort();
    const process = spawnDriver(port);
    try {
      return await startSession(process, `http://127.0.0.1:${port}`);
    } catch (error) {
      await end(process);
      throw error;
    }
  },
};

function spawnDriver(port: number): ChildProcess {
  // WebKit's sandbox wants rights that root in a container does not have; the pages are the test's own.
  const isRoot = process.getuid?.() === 0;
  const env = { ...process.env, ...(isRoot && { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' }) };
  const args = ['-a', driver() ?? '', `--port=${port}`];
  return spawn(display() ?? '', args, { detached: true, stdio: 'ignore', env });
}

async function startSession(process: ChildProcess, address: string) {
  await untilReady(address);
  const options = { binary: miniBrowser(), args: ['--automation'] };
  const { sessionId, capabilities } = await ask<{
    sessionId: string;
    capabilities: { browserVersion: string };
  }>('POST', `${address}/session`, {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } },
  });
  const session = `${address}/session/${sessionId}`;
  return {
    version: `WebKitGTK ${capabilities.browserVersion}`,
    async open(url: string) {
      await ask('POST', `${session}/url`, { url });
    },
    run: <T>(expression: string) =>
      ask<T>('POST', `${session}/execute/sync`, { script: `return (${expression});`, args: [] }),
    async close() {
      await ask('DELETE', session).catch(() => undefined);
      await end(process);
    },
  };
}

/** W3C WebDriver: every answer has a `value`; one of an error names it. */
async function ask<T>(method: string, url: string, body?: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const { value } = (await answer.json()) as { value: T & { error?: string; message?: string } };
  if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

async function untilReady(address: string): Promise<void> {
  const giveUpAt = performance.now() + 20_000;
  for (;;) {
    try {
      await ask('GET', `${address}/status`);
      return;
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** The whole group: display, driver and browser. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGTERM');
  await ended;
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
