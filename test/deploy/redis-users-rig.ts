/** Redis' users as an installation has them: made by the shipped script from the shipped rules, in a fresh folder. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectPath } from '../../src/system/project.ts';

export interface RedisUsers {
  /** As in the file for `redis-server --aclfile`. */
  readonly lines: readonly string[];
  readonly passwords: Readonly<Record<'worker' | 'gateway' | 'operator', string>>;
  /** What a service is given as REDIS_URL_FILE. */
  readonly urls: Readonly<Record<'worker' | 'gateway' | 'operator', string>>;
}

const names = ['redis', 'worker', 'gateway', 'operator'];

/** `again`: runs the script so many times more over what it made. */
export async function makeRedisUsers(again = 0): Promise<RedisUsers> {
  const folder = await mkdtemp(path.join(tmpdir(), 'masthead-users-'));
  try {
    const [redis = '', worker = '', gateway = '', operator = ''] = names.map((name) =>
      path.join(folder, name),
    );
    for (const place of [redis, worker, gateway, operator]) await mkdir(place);
    const args = [projectPath('deploy', 'redis-users.sh'), projectPath('deploy', 'redis.acl')];
    for (let left = again; left >= 0; left -= 1) {
      await promisify(execFile)('sh', [...args, redis, worker, gateway, operator]);
    }
    const text = async (...parts: string[]) => (await readFile(path.join(folder, ...parts), 'utf8')).trim();
    const each = async (file: string) => ({
      worker: await text('worker', file),
      gateway: await text('gateway', file),
      operator: await text('operator', file),
    });
    return {
      lines: (await text('redis', 'users.acl')).split('\n'),
      passwords: await each('password'),
      urls: await each('redis-url'),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
