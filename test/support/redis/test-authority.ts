/** Certificates for a server on the loopback, signed by an authority that nobody else trusts; knows nothing of Redis. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

export interface TestAuthority {
  /** Files in PEM form. The certificate is for `localhost` alone, no address. */
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
  remove(): Promise<void>;
}

/** Rejects with the package's name where the program `openssl` is missing. */
export async function createTestAuthority(): Promise<TestAuthority> {
  const folder = await mkdtemp(path.join(tmpdir(), 'masthead-ca-'));
  const file = (name: string) => path.join(folder, name);
  const signed = (name: string, ...rest: string[]) => [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-subj', `/CN=${name}`, '-keyout', file(`${name}.key`), '-out', file(`${name}.pem`), ...rest],
  ];
  const authority: TestAuthority = {
    ca: file('authority.pem'),
    certificate: file('localhost.pem'),
    key: file('localhost.key'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
  try {
    await openssl(signed('authority'));
    const by = ['-CA', authority.ca, '-CAkey', file('authority.key')];
    await openssl(
      signed(
        'localhost',
        ...by,
        '-addext',
        'subjectAltName=DNS:localhost',
        '-addext',
        'basicConstraints=CA:FALSE',
      ),
    );
    return authority;
  } catch (error) {
    await authority.remove();
    throw error;
  }
}

async function openssl(args: readonly string[]): Promise<void> {
  try {
    await promisify(execFile)('openssl', args);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error("certificates need the program openssl: install Debian's package openssl", {
      cause: error,
    });
  }
}
