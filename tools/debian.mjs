/** What a machine has of programs and fonts, and how Debian and Ubuntu get the rest. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const systemFile = '/etc/os-release';

// Debian puts services where only root's PATH looks.
const programFolders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin'];

const fontFolders = [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  '/Library/Fonts',
  ...['.fonts', '.local/share/fonts', 'Library/Fonts'].map((folder) => path.join(homedir(), folder)),
];

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether one of the programs is there. What the environment's `variable` names is asked for alone, if it is set. */
export function hasProgram(programs, variable = '') {
  if (process.env[variable]) return isExecutable(process.env[variable]);
  return programs.some((program) =>
    programFolders.some((folder) => isExecutable(path.join(folder, program))),
  );
}

/** Whether a file of that name is in one of the folders that a system has fonts in. */
export function hasFont(file) {
  return fontFolders.some(
    (folder) =>
      existsSync(folder) &&
      readdirSync(folder, { recursive: true }).some((each) => path.basename(each) === file),
  );
}

/** Why nothing can be installed here, '' where it can. `system`: of its line in the system's own description. */
export function obstacle(system = /^ID(?:_LIKE)?=.*(?:debian|ubuntu)/m) {
  const described = existsSync(systemFile) ? readFileSync(systemFile, 'utf8') : '';
  if (!system.test(described)) return 'this is no Debian';
  return process.getuid?.() === 0 ? '' : 'only root may install';
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  return status === 0;
}

let isUpdated = false;

/** Installs the packages or none of them, and says so beforehand. */
export function install(packages) {
  console.log(`installing ${packages.join(' ')}`);
  isUpdated ||= apt('update');
  return isUpdated && apt('install', '-y', '--no-install-recommends', ...packages);
}
