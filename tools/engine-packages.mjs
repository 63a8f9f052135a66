/** Finds the further browser engines that the strip is tested in, installs them on Debian and Ubuntu as root, or says why not. */
import { hasProgram, install, obstacle } from './debian.mjs';

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
const isMissing = ({ program, variable }) => !hasProgram([program], variable);

const missing = needs.filter(isMissing);
if (missing.length > 0) {
  const packages = missing.flatMap((need) => need.packages);
  const why = obstacle();
  if (why === '') install(packages);
  const still = missing.filter(isMissing).map(({ name }) => name);
  // The tests leave out what is not there, and say so.
  if (still.length > 0) {
    console.warn(
      `NOT TESTED in ${still.join(', ')}: ${why || 'apt-get could not install it'} (${packages.join(' ')})`,
    );
  }
}
