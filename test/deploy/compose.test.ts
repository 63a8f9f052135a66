import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { demo } from '../../src/cli/demo.ts';
import { demoRoles } from '../../src/cli/demo-parts.ts';
import { held } from '../../src/cli/held.ts';
import { readOptions } from '../../src/cli/options.ts';
import { start } from '../../src/cli/start.ts';
import { readEnvironment, roles } from '../../src/config/environment.ts';
import { providers } from '../../src/providers/index.ts';
import { projectPath } from '../../src/system/project.ts';
import { type ComposeService, healthcheckOf, readCompose, readImage } from './compose-file.ts';

const image = readImage();
/** Where a worker's volume is mounted. */
const dataFolder = '/app/data';
const contact = { MASTHEAD_CONTACT: 'web@news.example' };
const files = [
  ['compose.yaml', readCompose('compose.yaml')],
  ['deploy/compose.live.yaml', readCompose('deploy/compose.live.yaml', contact)],
] as const;
const ours = (services: Readonly<Record<string, ComposeService>>) =>
  Object.entries(services).filter(([, { build }]) => build !== undefined);

/** All variables that a command's help speaks of, and the keys of the providers. */
const known = new Set([
  ...[...`${start.help} ${demo.help}`.matchAll(/\b[A-Z][A-Z_]+\b/g)].map(([name]) => name),
  ...providers.flatMap(({ keyVariable }) => keyVariable ?? []),
  'NODE_ENV',
  'TZ',
  // Who gives an order.
  'USER',
]);

describe.each(files)('%s', (_name, { services, networks, volumes, folder }) => {
  it.each(Object.entries(services))('keeps %s within bounds', (name, service) => {
    expect(service).toMatchObject({
      restart: name === 'redis-users' || name === 'operator' ? 'no' : 'unless-stopped',
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    expect(service.privileged).toBeUndefined();
    expect(service.build !== undefined || /:\d+\.\d+\.\d+(-\w+)?$/.test(service.image)).toBe(true);
    for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  it('names nothing that is not there', () => {
    for (const { networks: joined = [], volumes: mounts = [], depends_on: needs = {} } of Object.values(
      services,
    )) {
      for (const name of joined) expect(networks).toHaveProperty([name]);
      for (const [source = ''] of mounts.map((mount) => mount.split(':'))) {
        expect(source in volumes || existsSync(path.resolve(folder, source)), source).toBe(true);
      }
      for (const [name, { condition }] of Object.entries(needs)) {
        const needed = services[name] ?? { image: '' };
        expect(condition).toBe(name === 'redis-users' ? 'service_completed_successfully' : 'service_healthy');
        if (condition === 'service_healthy') expect(healthcheckOf(needed, image), name).not.toEqual([]);
      }
    }
  });

  it('keeps Redis inside, bounded and without a password that anybody could read here', () => {
    const { redis, 'redis-users': users } = services;
    expect(redis).toMatchObject({ networks: ['inside'], user: expect.stringMatching(/^[1-9]\d*:/) });
    expect(redis?.ports).toBeUndefined();
    expect(networks.inside).toEqual({ internal: true });
    expect(redis?.command?.join(' ')).toContain('--maxmemory 64mb --maxmemory-policy noeviction');
    expect(users).toMatchObject({ network_mode: 'none' });
    for (const [, { environment = {} }] of ours(services))
      expect(environment).not.toHaveProperty('REDIS_URL');
  });

  it.each(ours(services))('gives %s a command and variables that the program knows', (_service, service) => {
    const [name = '', ...args] = service.command ?? [];
    const command = [start, demo, held].find((one) => one.name === name);
    const { values, positionals } = readOptions(name, args, { role: 'value' });
    expect(command).toBeDefined();
    expect(positionals).toEqual([]);
    for (const variable of Object.keys({ ...image.environment, ...service.environment })) {
      expect([...known, 'MASTHEAD_AUDIT_FILE'], variable).toContain(variable.replace(/(?<!AUDIT)_FILE$/, ''));
    }
    if (command === held) return;
    const role = values.get('role') ?? '';
    expect(command === start ? roles : demoRoles).toContain(role);
    if (role !== 'worker' && role !== 'gateway') return;
    const { REDIS_URL_FILE: file, ...variables } = { ...image.environment, ...service.environment };
    expect(file).toBe('/run/masthead/redis-url');
    const redis = { REDIS_URL: 'redis://redis', MASTHEAD_ROLE: role };
    expect(readEnvironment({ ...variables, ...redis }, providers)).toMatchObject({ role, host: '0.0.0.0' });
  });

  it('leaves a gateway the time to let its readers go', () => {
    // Ten seconds of drain and five beyond, see src/app.ts.
    for (const [name, { stop_grace_period: grace = '' }] of ours(services)) {
      expect(Number(/^(\d+)s$/.exec(grace)?.[1]), name).toBeGreaterThan(15);
    }
  });

  it("gives workers, gateways and the operator each their own user's address, and another's to nobody", () => {
    for (const [name, { volumes: mounts = [] }] of Object.entries(services)) {
      const logins = mounts.filter((mount) => /-login:/.test(mount));
      const [, kind] = /^(worker|gateway|operator)(?:-\d)?$/.exec(name) ?? [];
      if (name !== 'redis-users') expect(logins).toEqual(kind ? [`${kind}-login:/run/masthead:ro`] : []);
    }
  });

  it('keeps what each worker records in a volume of its own, that nobody else may write to', () => {
    const dataOf = ({ volumes: mounts = [] }: ComposeService) =>
      mounts.filter((mount) => /-data:/.test(mount));
    for (const [name, service] of ours(services)) {
      const isWorker = /^worker-\d$/.test(name);
      if (isWorker) expect(dataOf(service)).toEqual([`${name}-data:${dataFolder}`]);
      else for (const mount of dataOf(service)) expect(mount).toMatch(/:ro$/);
      if (!isWorker) continue;
      const { MASTHEAD_DATA_DIR, MASTHEAD_AUDIT_FILE } = service.environment ?? {};
      for (const place of [MASTHEAD_DATA_DIR, MASTHEAD_AUDIT_FILE]) expect(place).toMatch(`${dataFolder}/`);
    }
  });

  it('has an operator who comes when called, serves nothing, and reads what workers recorded', () => {
    const { operator } = services;
    expect(operator).toMatchObject({ profiles: ['operator'], networks: ['inside'] });
    expect(operator?.ports).toBeUndefined();
    expect(operator?.depends_on).toBeUndefined();
    const folder = operator?.environment?.MASTHEAD_DATA_DIR ?? '';
    expect(operator?.volumes).toContain(`worker-1-data:${path.dirname(folder)}:ro`);
  });
});

it('the image has the folder of the volumes, and the user that it runs as owns it', () => {
  const dockerfile = readFileSync(projectPath('Dockerfile'), 'utf8');
  const workdir = /^WORKDIR (.*)$/m.exec(dockerfile)?.[1] ?? '';
  expect(path.resolve(workdir, 'data')).toBe(dataFolder);
  expect(dockerfile).toMatch(/^RUN mkdir data && chown node:node data\nUSER node$/m);
});

it('the fleet with real feeds does not start without somebody whom the weather services may write to', () => {
  expect(() => readCompose('deploy/compose.live.yaml')).toThrow(/MASTHEAD_CONTACT must be set/);
});
