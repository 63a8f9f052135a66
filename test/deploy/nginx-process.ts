/** The shipped recipe run by the system's nginx on the loopback, in a folder of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { projectPath } from '../../src/system/project.ts';
import { freePort } from '../support/redis/free-port.ts';
import { createTestAuthority, type TestAuthority } from '../support/redis/test-authority.ts';
import { until } from '../support/redis/until.ts';

export interface Nginx {
  /** `https://localhost:port` */
  readonly origin: string;
  /** Whom a client has to trust, in PEM form. */
  readonly ca: string;
}

/** What an operator changes in the recipe: text → text, each of which must be there. */
export type Changes = Readonly<Record<string, string>>;

/** `upstreamPort`: the gateway's. Ends with the test. */
export async function startNginx(upstreamPort: number, changes: Changes = {}): Promise<Nginx> {
  const folder = await mkdtemp(path.join(tmpdir(), 'masthead-nginx-'));
  const authority = await createTestAuthority();
  const port = await freePort();
  // nginx's workers may be another user than its master.
  await chmod(folder, 0o755);
  await writeFile(
    path.join(folder, 'masthead.conf'),
    await recipe(folder, authority, { port, upstreamPort }, changes),
  );
  await writeFile(path.join(folder, 'nginx.conf'), mainConfig(folder));
  const args = ['-p', folder, '-c', path.join(folder, 'nginx.conf'), '-e', path.join(folder, 'error.log')];
  // Debian puts it where only root's PATH looks.
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
  const child = spawn('nginx', args, { stdio: 'ignore', env });
  const ended = once(child, 'close');
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
    await authority.remove();
    await rm(folder, { recursive: true, force: true });
  });
  const ca = await readFile(authority.ca, 'utf8');
  const origin = `https://localhost:${port}`;
  await until('nginx listens', () => answers(origin, ca)).catch(async (error: unknown) => {
    const log = await readFile(path.join(folder, 'error.log'), 'utf8').catch(() => '');
    throw new Error(`nginx does not listen: ${log.slice(-2_000)}`, { cause: error });
  });
  return { origin, ca };
}

async function recipe(
  folder: string,
  { certificate, key }: TestAuthority,
  { port, upstreamPort }: { readonly port: number; readonly upstreamPort: number },
  changes: Changes,
): Promise<string> {
  const text = await readFile(projectPath('deploy', 'nginx.conf'), 'utf8');
  const here = {
    '127.0.0.1:8080': `127.0.0.1:${upstreamPort}`,
    '/var/lib/nginx/masthead': path.join(folder, 'cache'),
    'listen 443 ssl http2;': `listen 127.0.0.1:${port} ssl http2;`,
    'listen [::]:443 ssl http2;': '',
    'server_name www.example.com;': 'server_name localhost;',
    '/etc/ssl/certs/www.example.com.pem': certificate,
    '/etc/ssl/private/www.example.com.key': key,
  };
  return Object.entries({ ...here, ...changes }).reduce((config, [from, to]) => {
    if (!config.includes(from)) throw new Error(`the recipe does not say ${from}`);
    return config.replace(from, () => to);
  }, text);
}

/** As Debian's, with every file in `folder`. */
function mainConfig(folder: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
events { worker_connections 256; }
http {
  access_log off;
  gzip on;
${temporary.map((name) => `  ${name}_temp_path ${folder}/${name};`).join('\n')}
  include ${folder}/masthead.conf;
}
`;
}

function answers(origin: string, ca: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    request(origin, { ca, agent: false }, (response) => resolve(response.resume().statusCode !== undefined))
      .on('error', reject)
      .end();
  });
}
