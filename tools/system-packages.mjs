/** Finds what the tests need from the system, installs it on Debian and Ubuntu as root, or stops and names it. */
import { hasFont, hasProgram, install, obstacle } from './debian.mjs';

/** Any of the programs will do. */
const needs = [
  { name: 'Redis', isThere: () => hasProgram(['redis-server']), packages: ['redis-server'] },
  {
    name: 'Chromium',
    isThere: () => hasProgram(['chromium', 'chromium-browser', 'google-chrome'], 'CHROMIUM_PATH'),
    packages: ['chromium'],
    orElse: ', or set CHROMIUM_PATH',
  },
  {
    // What is measured in pages is measured in its widths.
    name: 'the font Liberation Sans',
    isThere: () => hasFont('LiberationSans-Regular.ttf'),
    packages: ['fonts-liberation'],
  },
  { name: 'OpenSSL', isThere: () => hasProgram(['openssl']), packages: ['openssl'] },
  { name: 'nginx', isThere: () => hasProgram(['nginx']), packages: ['nginx-light'] },
  { name: 'promtool', isThere: () => hasProgram(['promtool']), packages: ['prometheus'] },
];

/** What is installed along with something that is needed, and else gone without: what a page shows is tested in half the time. */
const helpful = {
  isThere: () => hasProgram(['chromium-headless-shell']),
  packages: ['chromium-headless-shell'],
};

const missing = needs.filter((need) => !need.isThere());
if (missing.length > 0) {
  const why = obstacle();
  if (why === '') install(missing.flatMap((need) => need.packages));
  // By itself, and on Debian alone: Ubuntu has no such package, and apt installs all that it is asked for or nothing.
  if (!helpful.isThere() && obstacle(/^ID=debian/m) === '') install(helpful.packages);
  const still = missing.filter((need) => !need.isThere());
  if (still.length > 0) {
    const names = still.map(({ name }) => name).join(' and ');
    const packages = still.flatMap((need) => need.packages).join(' ');
    console.error(
      `The tests need ${names}, and ${why || 'apt-get could not install it'}. ` +
        `Please install: ${packages} (Debian's names)${still.map(({ orElse = '' }) => orElse).join('')}.`,
    );
    process.exit(1);
  }
}
