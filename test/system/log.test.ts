import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const module = fileURLToPath(new URL('../../src/system/log.ts', import.meta.url));

/** What a process of its own writes to standard output: the library writes past anything that a test could spy on. */
function linesOf(level: string): Record<string, unknown>[] {
  const program = `
    import { createLog } from ${JSON.stringify(module)};
    const log = createLog(${JSON.stringify(level)});
    log.debug('looked', { feed: 'ecb' });
    log.info('ready');
    log.warn('feed fails', { feed: 'ecb', kind: 'timeout' });
    log.error('broke', { error: 'Error: x\\n  at y' });
  `;
  const output = execFileSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program],
    { cwd: fileURLToPath(new URL('../..', import.meta.url)), encoding: 'utf8' },
  );
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('a log', () => {
  it('writes one JSON line for each event: level, time, fields and the event, and nothing else', () => {
    const lines = linesOf('debug');
    expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
      [20, 'looked'],
      [30, 'ready'],
      [40, 'feed fails'],
      [50, 'broke'],
    ]);
    expect(lines[2]).toEqual({
      level: 40,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      feed: 'ecb',
      kind: 'timeout',
      msg: 'feed fails',
    });
  });

  it('leaves out what is below its level', () => {
    expect(linesOf('warn').map(({ msg }) => msg)).toEqual(['feed fails', 'broke']);
    expect(linesOf('silent')).toEqual([]);
  });
});
