import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { loadWidgetFiles } from '../../src/gateway/widget-files.ts';

it('takes the files that browsers have a use for, and no others', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-files-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const name of ['masthead.js', 'strip.css', 'a b.js', '.env', 'key.pem', ':board.js', 'notes.txt'])
    await writeFile(join(folder, name), `content of ${name}`);
  await mkdir(join(folder, 'folder.js'));
  const files = await loadWidgetFiles(folder);
  expect([...files.keys()].sort()).toEqual(['masthead.js', 'strip.css']);
  expect(files.get('masthead.js')?.contentType).toBe('text/javascript; charset=utf-8');
  const packed = files.get('masthead.js')?.form('br').bytes ?? Buffer.alloc(0);
  expect(brotliDecompressSync(packed).toString()).toBe('content of masthead.js');
});

it('takes what lies in a folder of the folder only where that is named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-files-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const name of ['words', 'others']) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'de.js'), 'x');
  }
  expect([...(await loadWidgetFiles(folder, ['words'])).keys()]).toEqual(['words/de.js']);
});

it('leaves out what is too large to be meant, and more files than a build has', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-files-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'large.js'), Buffer.alloc(1_048_577));
  expect((await loadWidgetFiles(folder)).size).toBe(0);
  for (let count = 0; count < 130; count += 1) await writeFile(join(folder, `${count}.js`), 'x');
  expect((await loadWidgetFiles(folder)).size).toBeLessThanOrEqual(128);
});

it('rejects where there is no such folder', async () => {
  await expect(loadWidgetFiles('/nowhere/at/all')).rejects.toThrow();
});
