import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-problem.ts';
import { readEnvironment, type Variables } from '../../src/config/environment.ts';
import { fakeProviders, writeFiles } from './write-config.ts';

const read = (variables: Variables) => readEnvironment(variables, fakeProviders);

function problemsOf(variables: Variables): ConfigError {
  try {
    read(variables);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('nothing was wrong');
}

describe('the environment', () => {
  it('has defaults for everything: loopback, no contact, no key', () => {
    expect(read({})).toEqual({
      role: 'all',
      store: { kind: 'memory' },
      redisNamespace: 'masthead',
      operatorToken: undefined,
      auditFile: 'data/audit.jsonl',
      dataFolder: undefined,
      dataDays: 7,
      dataMaxMb: 1_024,
      host: '127.0.0.1',
      port: 8080,
      opsHost: '127.0.0.1',
      opsPort: 8081,
      basePath: '',
      contact: undefined,
      logLevel: 'info',
      keys: new Map(),
    });
  });

  it('says where to serve, for whom and how much to log', () => {
    const variables = {
      HOST: '0.0.0.0',
      PORT: '0',
      OPS_HOST: '::1',
      OPS_PORT: '65535',
      MASTHEAD_BASE_PATH: '/news/v1.live',
      MASTHEAD_BUILDS_DIR: '/var/lib/builds',
      MASTHEAD_CONTACT: 'desk@example.com',
      LOG_LEVEL: 'silent',
      MASTHEAD_ROLE: 'gateway',
      REDIS_CLUSTER: 'h:7000',
      REDIS_NAMESPACE: 'second',
      MASTHEAD_OPERATOR_TOKEN: '0123456789abcdef',
      MASTHEAD_AUDIT_FILE: '/var/lib/audit.jsonl',
      MASTHEAD_DATA_DIR: '/var/lib/shown',
      MASTHEAD_DATA_DAYS: '30',
      MASTHEAD_DATA_MAX_MB: '10',
      KEYED_API_KEY: 'k',
      UNKNOWN: 'ignored',
    };
    expect(read(variables)).toEqual({
      role: 'gateway',
      store: { kind: 'cluster', nodes: [{ host: 'h', port: 7_000 }], as: { tls: false, database: 0 } },
      redisNamespace: 'second',
      operatorToken: '0123456789abcdef',
      auditFile: '/var/lib/audit.jsonl',
      dataFolder: '/var/lib/shown',
      dataDays: 30,
      dataMaxMb: 10,
      host: '0.0.0.0',
      port: 0,
      opsHost: '::1',
      opsPort: 65_535,
      basePath: '/news/v1.live',
      buildsFolder: '/var/lib/builds',
      contact: 'desk@example.com',
      logLevel: 'silent',
      keys: new Map([['keyed', 'k']]),
    });
  });

  it.each(['worker', 'gateway'])('refuses a %s alone that has no Redis', (MASTHEAD_ROLE) => {
    const { message } = problemsOf({ MASTHEAD_ROLE });
    expect(message).toMatch(/MASTHEAD_ROLE: .* needs Redis .* set REDIS_URL/);
    expect(read({ MASTHEAD_ROLE, REDIS_URL: 'redis://h' }).role).toBe(MASTHEAD_ROLE);
  });

  it('complains of an address of Redis alone where that is what is wrong, and not with its password', () => {
    const { problems, message } = problemsOf({ MASTHEAD_ROLE: 'worker', REDIS_URL: 'redis://:secret@' });
    expect(problems.map(({ path }) => path)).toEqual(['REDIS_URL']);
    expect(message).not.toContain('secret');
  });

  it('counts an empty variable as absent', () => {
    expect(read({ PORT: '', MASTHEAD_CONTACT: '', KEYED_API_KEY: '' })).toEqual(read({}));
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', '0x50'],
    ['PORT', ' '],
    ['PORT', 'http'],
    ['OPS_PORT', '1e3'],
    ['MASTHEAD_BASE_PATH', 'live'],
    ['MASTHEAD_BASE_PATH', '/live/'],
    ['MASTHEAD_BASE_PATH', '/a b'],
    ['MASTHEAD_BASE_PATH', '/a/../b'],
    ['MASTHEAD_BASE_PATH', '/./b'],
    ['MASTHEAD_BASE_PATH', '/v1'],
    ['MASTHEAD_BASE_PATH', '/v1/live'],
    ['MASTHEAD_CONTACT', 'the news desk'],
    ['MASTHEAD_CONTACT', 'a\r\nHost: b'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%j by name and rule', (name, value) => {
    const { problems } = problemsOf({ [name]: value });
    expect(problems).toEqual([{ path: name, rule: expect.any(String), received: JSON.stringify(value) }]);
    expect(problems[0]?.rule.length).toBeGreaterThan(10);
  });

  it('names everything that is wrong at once, and never a key', () => {
    const error = problemsOf({
      PORT: 'x',
      LOG_LEVEL: 'x',
      KEYED_API_KEY: 'S3CRET',
      KEYED_API_KEY_FILE: '/x',
    });
    expect(error.problems.map(({ path: name }) => name)).toEqual(['PORT', 'LOG_LEVEL']);
    expect(error.message).toContain('environment: 2 problems');
    expect(error.message).not.toContain('S3CRET');
  });
});

describe('a variable given as a file', () => {
  it('has what the file holds, without the line break at its end', async () => {
    const folder = await writeFiles({ key: 's3cret\n', port: '9000\n' });
    const variables = { KEYED_API_KEY_FILE: path.join(folder, 'key'), PORT_FILE: path.join(folder, 'port') };
    expect(read(variables).keys.get('keyed')).toBe('s3cret');
    expect(read(variables).port).toBe(9_000);
  });

  it('gives way to the variable itself, and counts as absent where empty', async () => {
    const folder = await writeFiles({ key: 'from file', empty: '\n' });
    const file = path.join(folder, 'key');
    expect(read({ KEYED_API_KEY: 'direct', KEYED_API_KEY_FILE: file }).keys.get('keyed')).toBe('direct');
    expect(read({ KEYED_API_KEY_FILE: path.join(folder, 'empty') }).keys.size).toBe(0);
    expect(read({ KEYED_API_KEY_FILE: '' }).keys.size).toBe(0);
  });

  it('is a mistake where the file cannot be read', () => {
    expect(problemsOf({ KEYED_API_KEY_FILE: '/nowhere/key' }).problems).toEqual([
      { path: 'KEYED_API_KEY_FILE', rule: 'must name a readable file', received: 'ENOENT' },
    ]);
  });

  it('is not quoted where what it holds is wrong for a port', async () => {
    const folder = await writeFiles({ port: 'x' });
    expect(problemsOf({ PORT_FILE: path.join(folder, 'port') }).problems[0]?.path).toBe('PORT');
  });
});
