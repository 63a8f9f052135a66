/** A folder of files of lines that only grow at their ends. Knows nothing of what the lines say. */
import { appendFile, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';

export interface FileSize {
  readonly name: string;
  readonly bytes: number;
}

/** Everything rejects where the folder cannot be used so; one that is missing is empty, and is made by the first line. */
export interface LineFolder {
  readonly path: string;
  append(name: string, lines: readonly string[]): Promise<void>;
  /** Sorted by name. */
  files(): Promise<readonly FileSize[]>;
  lines(name: string): Promise<readonly string[]>;
  remove(name: string): Promise<void>;
}

/** Only the process's own user may read what it makes. */
export function createLineFolder(folder: string): LineFolder {
  const file = (name: string) => path.join(folder, path.basename(name));
  return {
    path: folder,
    async append(name, lines) {
      if (lines.length === 0) return;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await appendFile(file(name), `${lines.join('\n')}\n`, { mode: 0o600 });
    },
    async files() {
      const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return [];
        throw error;
      });
      return Promise.all(names.sort().map(async (name) => ({ name, bytes: (await stat(file(name))).size })));
    },
    async lines(name) {
      const text = await readFile(file(name), 'utf8');
      return text.split('\n').filter((line) => line !== '');
    },
    remove: (name) => rm(file(name), { force: true }),
  };
}
