/** A file of lines that only grows at its end, made when the first line comes. Knows nothing of what the lines say. */
import { appendFile, mkdir, open } from 'node:fs/promises';
import path from 'node:path';

export interface LineFile {
  readonly path: string;
  /** At the end, in one write; makes the file and its folder where they are missing. Rejects where that cannot be. */
  append(lines: readonly string[]): Promise<void>;
  /** The last whole lines, a mebibyte at the most; none where there is no file. Rejects where it cannot be read. */
  tail(): Promise<readonly string[]>;
}

const tailBytes = 1_048_576;

/** Only the process's own user may read what it makes. */
export function createLineFile(file: string): LineFile {
  return {
    path: file,
    async append(lines) {
      if (lines.length === 0) return;
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      await appendFile(file, `${lines.join('\n')}\n`, { mode: 0o600 });
    },
    async tail() {
      try {
        return await lastLines(file);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
        throw error;
      }
    },
  };
}

async function lastLines(file: string): Promise<readonly string[]> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
    // What stands before the first line feed may be half a line.
    return lines.slice(from > 0 ? 1 : 0).filter((line) => line !== '');
  } finally {
    await handle.close();
  }
}
