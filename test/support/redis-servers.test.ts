/** That the servers for tests and drills are what they say, and that nothing of them is left. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { createClient } from 'redis';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { behindClock } from './redis/behind-clock.ts';
import { PortTakenError } from './redis/redis-process.ts';
import { type RedisOptions, type RedisServer, startRedis } from './redis/server.ts';
import { startServers } from './redis/server-group.ts';
import { until } from './redis/until.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(options?: RedisOptions): Promise<RedisServer> {
  const server = await startRedis(options);
  cleanups.push(() => server.stop());
  return server;
}

/** A folder in which everything temporary is made until the test is over. */
async function ownTmp(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'masthead-test-'));
  vi.stubEnv('TMPDIR', folder);
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  cleanups.push(() => void vi.unstubAllEnvs());
  return folder;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a Redis server', () => {
  it('answers on its own port, with what the command line asks for', async () => {
    const [one, other] = await Promise.all([start(), start({ args: ['--maxmemory', '3mb'] })]);
    expect(one.port).not.toBe(other.port);
    expect(one.url).toBe(`redis://127.0.0.1:${one.port}`);
    await one.command('SET', 'name', 'one');
    expect(await one.command('GET', 'name')).toBe('one');
    expect(await other.command('GET', 'name')).toBeNull();
    expect(await other.command('CONFIG', 'GET', 'maxmemory')).toEqual(['maxmemory', String(3 * 1_048_576)]);
    expect(String(await one.command('INFO', 'server'))).toContain(`process_id:${one.pid}\r\n`);
  });

  it('rejects a command with the server’s own error', async () => {
    const server = await start();
    await server.command('SET', 'name', 'text');
    await expect(server.command('LPUSH', 'name', '1')).rejects.toThrow('WRONGTYPE');
  });

  it('comes back on its port, empty unless it persists', async () => {
    const [forgetful, lasting] = await Promise.all([start(), start({ persist: true })]);
    for (const server of [forgetful, lasting]) {
      const { port, pid } = server;
      await server.command('SET', 'name', 'kept');
      await server.kill();
      expect(isRunning(pid)).toBe(false);
      await expect(server.command('PING')).rejects.toThrow('ECONNREFUSED');
      await server.restart();
      expect([server.port, server.pid === pid]).toEqual([port, false]);
    }
    expect(await forgetful.command('GET', 'name')).toBeNull();
    expect(await lasting.command('GET', 'name')).toBe('kept');
    await lasting.restart({ empty: true });
    expect(await lasting.command('GET', 'name')).toBeNull();
  });

  it('binds users to the lines of the ACL, and never its administrator', async () => {
    const server = await start({ acl: ['user default off', 'user reader on >secret ~news* +get'] });
    await server.command('SET', 'news', 'one');
    const client = createClient({ url: server.url, username: 'reader', password: 'secret' });
    cleanups.push(() => client.destroy());
    client.on('error', () => {});
    await client.connect();
    expect(await client.get('news')).toBe('one');
    await expect(client.set('news', 'two')).rejects.toThrow('NOPERM');
  });

  it('leaves neither process nor folder when stopped, even from a standstill', async () => {
    const folder = await ownTmp();
    const server = await start({ persist: true });
    expect(await readdir(folder)).toHaveLength(1);
    process.kill(server.pid, 'SIGSTOP');
    await server.stop();
    expect(isRunning(server.pid)).toBe(false);
    expect(await readdir(folder)).toEqual([]);
    await expect(server.restart()).rejects.toThrow('stopped');
  });

  it('stops what is being started again', async () => {
    const server = await start();
    const { pid } = server;
    const restarted = server.restart();
    while (isRunning(pid)) await new Promise((resolve) => setImmediate(resolve));
    await server.stop();
    // It came up, and only then was its folder taken away.
    await restarted;
    expect(isRunning(server.pid)).toBe(false);
  });

  it('tells in the server’s words why it cannot start, and leaves nothing', async () => {
    const folder = await ownTmp();
    await expect(startRedis({ args: ['--nonsense', '1'] })).rejects.toThrow('Bad directive');
    await expect(startServers([{}, { args: ['--nonsense', '1'] }])).rejects.toThrow('Bad directive');
    expect(await readdir(folder)).toEqual([]);
  });

  it('tells a port that is taken from other trouble', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    cleanups.push(() => squatter.close());
    const { port } = squatter.address() as AddressInfo;
    await expect(startRedis({ args: ['--port', String(port)] })).rejects.toBeInstanceOf(PortTakenError);
  });

  it('ends with the program that started it', async () => {
    const folder = await ownTmp();
    const module = new URL('./redis/server.ts', import.meta.url).href;
    const program = `const { startRedis } = await import('${module}');
      console.log((await startRedis()).pid);
      process.exit();`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program]);
    const pid = Number(await text(child.stdout));
    expect(pid).toBeGreaterThan(1);
    await until('it is gone', () => !isRunning(pid));
    expect(await readdir(folder)).not.toEqual([]);
  });
});

describe('a clock that is behind', () => {
  it('asks for the package of a program that is missing', async () => {
    const server = await start();
    vi.stubEnv('PATH', await ownTmp());
    await expect(server.restart({ clockBehindMs: 60_000 })).rejects.toThrow('package faketime');
    expect(await server.command('PING')).toBe('PONG');
  });

  it('ends the server and not only the program before it', async () => {
    const folder = await ownTmp();
    const wrapper = path.join(folder, 'faketime');
    // Stays as the parent, as the real one does, and keeps its words.
    const lines = ['#!/bin/sh', 'echo "$1 $2 $3 $4" > "$0.words"', 'shift 4', '"$@"', 'exit $?'];
    await writeFile(wrapper, lines.join('\n'));
    await chmod(wrapper, 0o755);
    vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
    expect(behindClock(-1_500)).toEqual([wrapper, '-m', '--exclude-monotonic', '-f', '+1.500']);
    const server = await start();
    await server.restart({ clockBehindMs: 60_000 });
    expect(await readdir(folder)).toContain('faketime.words');
    expect(String(await server.command('INFO', 'server'))).toContain(`process_id:${server.pid}\r\n`);
    await server.kill();
    expect(isRunning(server.pid)).toBe(false);
  });
});
