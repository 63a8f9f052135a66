/** Scripts of the pictures for which the system may have no font, and the package that brings one. */
import { spawnSync } from 'node:child_process';

const scripts = [
  { language: 'ar', name: 'Arabic', packages: 'fonts-noto-core' },
  { language: 'ja', name: 'Japanese', packages: 'fonts-noto-cjk' },
  { language: 'en', name: 'the paper’s Latin', packages: 'fonts-liberation' },
];

/** One sentence for each; none where fontconfig is not there to ask. */
export function missingFonts(): string[] {
  return scripts.flatMap(({ language, name, packages }) => {
    const { status, stdout } = spawnSync('fc-list', [`:lang=${language}`, 'family'], { encoding: 'utf8' });
    return status === 0 && stdout.trim() === '' ? [`No font for ${name}: install ${packages}.`] : [];
  });
}
