import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { storePlaceOf } from '../../src/config/store-place.ts';
import { makeRedisUsers } from './redis-users-rig.ts';

it("writes an address that the program reads, and for Redis only the password's hash", async () => {
  const { lines, passwords, urls } = await makeRedisUsers();
  for (const user of ['worker', 'gateway', 'operator'] as const) {
    const password = passwords[user];
    expect(password).toMatch(/^[0-9a-f]{64}$/);
    expect(storePlaceOf({ REDIS_URL: urls[user] }, [])).toEqual({
      kind: 'single',
      at: { host: 'redis', port: 6_379, tls: false, username: user, password, database: 0 },
    });
    const hash = createHash('sha256').update(password).digest('hex');
    expect(lines.find((line) => line.startsWith(`user ${user} on #`))).toContain(`#${hash} `);
    expect(lines.join()).not.toContain(password);
  }
});

it('gives each user and each installation a password of its own', async () => {
  const made = await Promise.all([makeRedisUsers(), makeRedisUsers()]);
  const passwords = made.flatMap(({ passwords: { worker, gateway, operator } }) => [
    worker,
    gateway,
    operator,
  ]);
  expect(new Set(passwords).size).toBe(6);
});

it('keeps the passwords that are there, so that it may run before each start', async () => {
  const { lines, passwords, urls } = await makeRedisUsers(1);
  expect(urls.worker).toContain(`:${passwords.worker}@`);
  const hash = createHash('sha256').update(passwords.worker).digest('hex');
  expect(lines.join()).toContain(hash);
});
