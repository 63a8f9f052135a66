/** The image's first stage in a folder: what the Dockerfile copies into it is all that a build needs. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { projectPath } from '../../src/system/project.ts';

/** Files and folders of the project that the stage called `build` copies. */
async function copied(): Promise<readonly string[]> {
  const [first = ''] = (await readFile(projectPath('Dockerfile'), 'utf8')).split(/^FROM (?!.* AS build$)/m);
  return [...first.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, names = '']) => names.split(' '));
}

it('has all that it reads, and lets all of it in', { timeout: 180_000 }, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'masthead-image-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const names = await copied();
  const ignored = await readFile(projectPath('.dockerignore'), 'utf8');
  for (const name of names) {
    expect(ignored.split('\n')).toContain(`!${name}`);
    await cp(projectPath(name), path.join(folder, name), { recursive: true });
  }
  await symlink(projectPath('node_modules'), path.join(folder, 'node_modules'));
  await promisify(execFile)(process.execPath, ['tools/build.mjs'], { cwd: folder });
  expect(await readdir(path.join(folder, 'dist'))).toEqual(expect.arrayContaining(['src', 'widget']));
});
