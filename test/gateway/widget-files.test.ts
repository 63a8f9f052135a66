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
  const packed = files.get('masthead.js')?.bytes('br') ?? Buffer.alloc(0);
  expect(brotliDecompressSync(packed).toString()).toBe('content of masthead.js');
});

it('rejects where there is no such folder', async () => {
  await expect(loadWidgetFiles('/nowhere/at/all')).rejects.toThrow();
});
