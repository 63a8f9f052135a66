import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectPath } from '../../src/system/project.ts';
import { freePort } from '../support/redis/free-port.ts';
import { type RedisServer, startRedis } from '../support/redis/server.ts';
import { createTestAuthority, type TestAuthority } from '../support/redis/test-authority.ts';

const password = 'CANARY-5f21';
let authority: TestAuthority;
let server: RedisServer;
let port: number;

beforeAll(async () => {
  authority = await createTestAuthority();
  port = await freePort();
  server = await startRedis({
    acl: [`user worker on >${password} ~* &* +@all`, 'user default off -@all'],
    config: [
      `tls-port ${port}`,
      `tls-cert-file "${authority.certificate}"`,
      `tls-key-file "${authority.key}"`,
      `tls-ca-cert-file "${authority.ca}"`,
      'tls-auth-clients no',
    ],
  });
});
afterAll(async () => {
  await server?.stop();
  await authority?.remove();
});

interface Said {
  readonly acquired: string;
  readonly up: boolean;
  readonly error: string | null;
}

/** What a process says that is given this address and trusts `ca` beside the usual authorities. */
async function storeAt(url: string, ca?: string): Promise<Said & { readonly all: string }> {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', projectPath('test', 'store', 'redis-tls-child.ts')],
    {
      cwd: projectPath(),
      env: {
        PATH: process.env.PATH,
        REDIS_URL: url,
        ...(ca === undefined ? {} : { NODE_EXTRA_CA_CERTS: ca }),
      },
      timeout: 15_000,
    },
  );
  return { ...(JSON.parse(stdout) as Said), all: stdout + stderr };
}

describe('a store over TLS', () => {
  it('is reached where its certificate is signed by an authority that the process is told of', async () => {
    const { acquired, up, error } = await storeAt(
      `rediss://worker:${password}@localhost:${port}`,
      authority.ca,
    );
    expect({ acquired, up, error }).toEqual({ acquired: 'held', up: true, error: null });
  });

  it.each([
    ['a certificate that nobody vouches for', 'localhost', false, /certificate/],
    ['a certificate for another name', '127.0.0.1', true, /altnames/],
  ])('is refused with %s, in words that hold no password', async (_what, host, trusts, why) => {
    const { acquired, up, error, all } = await storeAt(
      `rediss://worker:${password}@${host}:${port}`,
      trusts ? authority.ca : undefined,
    );
    expect(acquired).toMatch(/^StoreError: Redis is away: /);
    expect({ up, error }).toEqual({ up: false, error: expect.stringMatching(why) });
    expect(all).not.toContain(password);
  });

  it('is not reached without TLS, though it listens there', async () => {
    const { acquired, up, all } = await storeAt(`redis://worker:${password}@localhost:${port}`);
    expect(acquired).toMatch(/^StoreError: Redis is away: /);
    expect(up).toBe(false);
    expect(all).not.toContain(password);
  });
});
