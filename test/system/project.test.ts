import { existsSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';

const before = process.cwd();
afterEach(() => process.chdir(before));

it('finds the files of the project and its version wherever the process was started', async () => {
  process.chdir('/');
  vi.resetModules();
  const { projectPath, version } = await import('../../src/system/project.ts');
  expect(existsSync(projectPath('config', 'default.yaml'))).toBe(true);
  expect(version).toMatch(/^\d+\.\d+\.\d+/);
});
