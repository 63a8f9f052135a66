/** Runs commands in this process and keeps what they print; and a demonstration for them to look at. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Command, CommandContext } from '../../src/cli/command.ts';
import { type RunningDemo, startDemo } from '../../src/cli/demo-parts.ts';
import { silentLog } from '../../src/system/log.ts';
import { createMetrics } from '../../src/system/metrics.ts';
import { projectPath } from '../../src/system/project.ts';
import { createSystem } from '../../src/system/system.ts';

export interface Ran {
  readonly code: number;
  readonly text: string;
}

export async function run(
  command: Command,
  args: readonly string[],
  over: Partial<CommandContext> = {},
): Promise<Ran> {
  const lines: string[] = [];
  const code = await command.run({
    args,
    variables: {},
    print: (line) => void lines.push(line),
    stopped: new AbortController().signal,
    terminal: 'none',
    onReload() {},
    ...over,
  });
  return { code, text: lines.join('\n') };
}

export function startQuietDemo(): Promise<RunningDemo> {
  const ports = { PORT: '0', OPS_PORT: '0', NEWSROOM_PORT: '0', DEMO_UPSTREAM_PORT: '0' };
  const system = { ...createSystem('silent'), log: silentLog, metrics: createMetrics() };
  return startDemo({ ...ports, LOG_LEVEL: 'silent' }, system);
}

/** A config in a folder of its own; ends with the test. */
export async function configOf(text: string): Promise<string> {
  const folder = await folderOf();
  const file = path.join(folder, 'site.yaml');
  await writeFile(file, text);
  return file;
}

export async function folderOf(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'masthead-cli-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** The demonstration's config with its upstream where it really is. */
export function demoConfig(upstream: string, providers: readonly string[]): string {
  const addresses = providers.map((id) => `  ${id}: { enabled: true, baseUrl: ${upstream}/${id} }`);
  return [`extends: ${projectPath('config', 'demo.yaml')}`, 'providers:', ...addresses, ''].join('\n');
}
