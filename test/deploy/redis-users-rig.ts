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
  readonly passwords: { readonly worker: string; readonly gateway: string };
  /** What a service is given as REDIS_URL_FILE. */
  readonly urls: { readonly worker: string; readonly gateway: string };
}

/** `again`: runs the script so many times more over what it made. */
export async function makeRedisUsers(again = 0): Promise<RedisUsers> {
  const folder = await mkdtemp(path.join(tmpdir(), 'masthead-users-'));
  try {
    const [redis = '', worker = '', gateway = ''] = ['redis', 'worker', 'gateway'].map((name) =>
      path.join(folder, name),
    );
    for (const place of [redis, worker, gateway]) await mkdir(place);
    const args = [projectPath('deploy', 'redis-users.sh'), projectPath('deploy', 'redis.acl')];
    for (let left = again; left >= 0; left -= 1) {
      await promisify(execFile)('sh', [...args, redis, worker, gateway]);
    }
    const text = async (...parts: string[]) => (await readFile(path.join(folder, ...parts), 'utf8')).trim();
    return {
      lines: (await text('redis', 'users.acl')).split('\n'),
      passwords: { worker: await text('worker', 'password'), gateway: await text('gateway', 'password') },
      urls: { worker: await text('worker', 'redis-url'), gateway: await text('gateway', 'redis-url') },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
