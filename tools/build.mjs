/** Builds dist/ from the sources: the service by tsc, the strip by esbuild. `--if-needed` leaves a fresh build alone. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleBuilder, bundleWidget } from './bundle.mjs';
import { bundlePackage } from './bundle-package.mjs';
import { dist, isFresh, stamp } from './fresh.mjs';
import { root } from './project.mjs';

const next = path.join(root, '.cache', 'dist');
const lock = path.join(root, '.cache', 'build.lock');

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Several processes started at once build once: the others wait for the first. */
async function withLock(task) {
  mkdirSync(path.dirname(lock), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      let holder = Number.NaN;
      try {
        holder = Number(readFileSync(lock, 'utf8'));
      } catch {}
      if (holder > 0 && !isAlive(holder)) rmSync(lock, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  try {
    await task();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** `folder`: below dist. */
function save(folder, files) {
  for (const [name, text] of files) {
    const file = path.join(next, folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

async function build() {
  const startedAt = Date.now();
  rmSync(next, { recursive: true, force: true });
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', root, '--outDir', next], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('tsc failed');
  cpSync(path.join(root, 'src/store/lua'), path.join(next, 'src/store/lua'), { recursive: true });
  const { files } = await bundleWidget();
  save('widget', [...files, ...(await bundleBuilder())]);
  save('package', await bundlePackage());
  // A build that fails leaves the last good one in place.
  rmSync(dist, { recursive: true, force: true });
  renameSync(next, dist);
  writeFileSync(stamp, String(startedAt));
  console.log(`built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

const ifNeeded = process.argv.includes('--if-needed');
if (!(ifNeeded && isFresh())) {
  await withLock(async () => {
    if (!(ifNeeded && isFresh())) await build();
  }).catch((error) => {
    console.error(`build: ${error.message}`);
    process.exitCode = 1;
  });
}
