/** Finds the further browser engines that the strip is tested in, installs them on Debian and Ubuntu as root, or says why not. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const needs = [
  { name: 'Firefox', program: 'firefox-esr', variable: 'FIREFOX_PATH', packages: ['firefox-esr'] },
  {
    name: 'WebKitGTK',
    program: 'WebKitWebDriver',
    variable: 'WEBKIT_DRIVER_PATH',
    packages: ['webkit2gtk-driver'],
  },
  { name: 'a display for it', program: 'xvfb-run', variable: 'XVFB_RUN_PATH', packages: ['xvfb', 'xauth'] },
];

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isThere({ program, variable }) {
  if (process.env[variable]) return isExecutable(process.env[variable]);
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.some((folder) => isExecutable(path.join(folder, program)));
}

/** Why nothing can be installed here; '' where it can. */
function obstacle() {
  if (!existsSync('/etc/os-release')) return 'this is no Debian';
  const isDebian = /^ID(?:_LIKE)?=.*(?:debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
  if (!isDebian) return 'this is no Debian';
  return process.getuid?.() === 0 ? '' : 'only root may install';
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  return status === 0;
}

const missing = needs.filter((need) => !isThere(need));
if (missing.length > 0) {
  const packages = missing.flatMap((need) => need.packages);
  const why = obstacle();
  if (why === '') {
    console.log(`installing ${packages.join(' ')}`);
    apt('update') && apt('install', '-y', '--no-install-recommends', ...packages);
  }
  const still = missing.filter((need) => !isThere(need)).map(({ name }) => name);
  // The tests leave out what is not there, and say so.
  if (still.length > 0) {
    console.warn(
      `NOT TESTED in ${still.join(', ')}: ${why || 'apt-get could not install it'} (${packages.join(' ')})`,
    );
  }
}
