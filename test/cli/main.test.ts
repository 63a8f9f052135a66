import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { check } from '../../src/cli/check.ts';
import { correct } from '../../src/cli/correct.ts';
import { demo } from '../../src/cli/demo.ts';
import { held } from '../../src/cli/held.ts';
import { hold, pin, release, unpin, withdraw } from '../../src/cli/order.ts';
import { probe } from '../../src/cli/probe.ts';
import { shown } from '../../src/cli/shown.ts';
import { start } from '../../src/cli/start.ts';
import { watch } from '../../src/cli/watch.ts';
import { projectPath } from '../../src/system/project.ts';
import { configOf, run } from './cli-rig.ts';

const commands = [
  start,
  demo,
  check,
  probe,
  watch,
  hold,
  release,
  withdraw,
  pin,
  unpin,
  held,
  shown,
  correct,
];
const canary = 'CANARY-9d10';

function masthead(args: readonly string[], variables: Readonly<Record<string, string>> = {}): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', projectPath('src', 'main.ts'), ...args], {
    cwd: projectPath(),
    env: { PATH: process.env.PATH, PORT: '0', OPS_PORT: '0', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function ended(child: ChildProcess): Promise<{ code: number | null; text: string }> {
  const parts: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => parts.push(part));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, text: Buffer.concat(parts).toString() };
}

const site = (price: string) => `network: { privateHosts: [127.0.0.1] }
providers: { kraken: { enabled: true, baseUrl: "http://127.0.0.1:9" } }
items:
  quote:BTC-USD: { class: crypto, name: Bitcoin, decimals: ${price}, sources: [{ provider: kraken, symbol: XBTUSD }] }
boards: { front: { items: [quote:BTC-USD] } }
`;

describe('the program', () => {
  it('ends with 2 at once on a broken file, names every problem, and prints no secret', async () => {
    const file = await configOf(`${site('many').replace('boards:', 'bords:')}apiKey: ${canary}\n`);
    const startedAt = performance.now();
    const { code, text } = await ended(
      masthead(['start'], { MASTHEAD_CONFIG: file, TWELVEDATA_API_KEY: canary }),
    );
    expect(code).toBe(2);
    expect(text).toMatch(/4 problems/);
    expect(text).toMatch(/items\.quote:BTC-USD\.decimals \(line 4\): .*; received "many"/);
    expect(text).toMatch(/bords \(line 5\): .*did you mean boards\?/);
    expect(text).toMatch(/apiKey \(line 6\)/);
    expect(text).not.toContain(canary);
    // Below two seconds on a machine of its own; the suite shares it with browsers.
    expect(performance.now() - startedAt).toBeLessThan(15_000);
  });

  it.each([
    [['start', '--role', 'worker'], /MASTHEAD_ROLE: .* needs Redis/],
    [['demo', '--role', 'gateway'], /MASTHEAD_ROLE: .* needs Redis/],
    [['start', '--role', 'reader'], /MASTHEAD_ROLE/],
    [['demo', '--role', 'reader'], /--role must be all, worker, gateway, upstream, newsroom, got reader/],
  ])('ends with 2 for a role that it cannot play: %j', async (args, reason) => {
    const { code, text } = await ended(masthead(args));
    expect(code).toBe(2);
    expect(text).toMatch(reason);
  });

  it('takes a good file over on SIGHUP, keeps it on a bad one, and stops in order', async () => {
    const file = await configOf(site('2'));
    const child = masthead(['start'], { MASTHEAD_CONFIG: file, LOG_LEVEL: 'info' });
    const lines: string[] = [];
    const until = lineWaiter(child, lines);
    await until('gateway listens');
    await writeFile(file, site('3'));
    child.kill('SIGHUP');
    await until('config reloaded');
    await writeFile(file, site('many'));
    child.kill('SIGHUP');
    expect(JSON.parse(await until('config not reloaded'))).toMatchObject({
      level: 50,
      problems: [expect.objectContaining({ path: 'items.quote:BTC-USD.decimals', line: 4 })],
    });
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(0);
    expect(lines.filter((line) => line.includes('config not reloaded'))).toHaveLength(1);
  });

  it('prints the help that is asked for, and refuses a command that it does not have', async () => {
    const [help, wrong] = await Promise.all([
      ended(masthead(['watch', '--help'])),
      ended(masthead(['wach'])),
    ]);
    expect(help.code).toBe(0);
    expect(help.text).toMatch(/^Usage: masthead watch <url>/);
    expect(wrong.code).toBe(2);
    expect(wrong.text).toMatch(/^masthead: there is no command wach\n/);
    expect(wrong.text).toMatch(/^ {2}watch +follow/m);
  });

  it('answers a wrong use of a command with how that one is called, and ends with 2', async () => {
    const { code, text } = await ended(masthead(['release', 'quote:BTC-USD']));
    expect(code).toBe(2);
    expect(text).toBe(
      [
        'masthead: release needs --reason',
        '',
        'Usage: masthead release <item> --reason <text> [--as <name>]',
        'masthead release --help tells more.',
        '',
      ].join('\n'),
    );
  });
});

describe('each command', () => {
  it.each(commands.map((command) => [command.name, command] as const))(
    '%s has help of its own and refuses an option that it does not know',
    async (name, command) => {
      expect(command.help).toMatch(new RegExp(`^Usage: masthead ${name}\\b`));
      for (const line of command.help.split('\n')) expect(line.length, line).toBeLessThanOrEqual(120);
      const wrong = run(command, ['x', '--bogus']);
      await expect(wrong).rejects.toMatchObject({
        name: 'UsageError',
        message: expect.stringContaining('--bogus'),
      });
    },
  );
});

/** Resolves with the first line from now on that holds `text`. */
function lineWaiter(child: ChildProcess, lines: string[]): (text: string) => Promise<string> {
  const waiting = new Map<string, (line: string) => void>();
  if (child.stdout === null) throw new Error('no output');
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    for (const [text, resolve] of waiting) if (line.includes(text)) resolve(line);
  });
  return (text) => new Promise((resolve) => waiting.set(text, resolve));
}
