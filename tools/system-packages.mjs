/** Finds what the tests need from the system, installs it on Debian and Ubuntu as root, or stops and names it. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Any of the programs will do. */
const needs = [
  { name: 'Redis', programs: ['redis-server'], packages: ['redis-server'] },
  {
    name: 'Chromium',
    programs: ['chromium', 'chromium-browser', 'google-chrome'],
    variable: 'CHROMIUM_PATH',
    packages: ['chromium', 'fonts-liberation'],
  },
  { name: 'OpenSSL', programs: ['openssl'], packages: ['openssl'] },
  { name: 'nginx', programs: ['nginx'], packages: ['nginx-light'] },
  { name: 'promtool', programs: ['promtool'], packages: ['prometheus'] },
];

/** What is installed along with something that is needed, and else gone without: what a page shows is tested in half the time. */
const helpful = {
  name: 'Chromium without a window',
  programs: ['chromium-headless-shell'],
  packages: ['chromium-headless-shell'],
};

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isThere({ programs, variable }) {
  if (variable !== undefined && process.env[variable]) return isExecutable(process.env[variable]);
  // Debian puts services where only root's PATH looks.
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin'];
  return programs.some((program) => folders.some((folder) => isExecutable(path.join(folder, program))));
}

/** `system`: of its line in /etc/os-release. */
function canInstall(system) {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return system.test(readFileSync('/etc/os-release', 'utf8'));
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  return status === 0;
}

let isUpdated = false;

function install(packages) {
  console.log(`installing ${packages.join(' ')}`);
  isUpdated ||= apt('update');
  return isUpdated && apt('install', '-y', '--no-install-recommends', ...packages);
}

const missing = needs.filter((need) => !isThere(need));
if (missing.length > 0) {
  const packages = missing.flatMap((need) => need.packages);
  if (canInstall(/^ID(?:_LIKE)?=.*(?:debian|ubuntu)/m)) install(packages);
  // By itself, and on Debian alone: Ubuntu has no such package, and apt installs all that it is asked for or nothing.
  if (!isThere(helpful) && canInstall(/^ID=debian/m)) install(helpful.packages);
  const still = missing.filter((need) => !isThere(need));
  if (still.length > 0) {
    console.error(
      `The tests need ${still.map(({ name }) => name).join(' and ')}. Please install: ${still
        .flatMap((need) => need.packages)
        .join(
          ' ',
        )} (Debian's names)${still.some(({ variable }) => variable) ? ', or set CHROMIUM_PATH' : ''}.`,
    );
    process.exit(1);
  }
}
