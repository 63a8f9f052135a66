/** The strip's files and the npm package as the build makes them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { bundleBuilder, bundleWidget } from '../../tools/bundle.mjs';
import { bundlePackage } from '../../tools/bundle-package.mjs';
import { dist, isFresh } from '../../tools/fresh.mjs';

type Files = ReadonlyMap<string, string>;

let widget: Promise<Files> | undefined;

/** Every file as a build leaves it in dist/widget: path → text. */
export function builtFiles(): Promise<Files> {
  widget ??= built(
    'widget',
    async () => new Map([...(await bundleWidget()).files, ...(await bundleBuilder())]),
  );
  return widget;
}

/** The npm package: path → text. */
export function builtPackage(): Promise<Files> {
  return built('package', bundlePackage);
}

/** From dist/ where that is fresh: to make all anew takes each test process eight seconds. */
async function built(folder: string, make: () => Promise<Files>): Promise<Files> {
  if (!isFresh()) return make();
  const home = path.join(dist, folder);
  const entries = readdirSync(home, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name));
  return new Map(files.map((file) => [path.relative(home, file), readFileSync(file, 'utf8')]));
}

/** The moving script. */
export async function widgetBundle(): Promise<string> {
  return (await builtFiles()).get('masthead.js') ?? '';
}

/** Every file as a gateway serves it: path below `/v1/` → text. */
export async function widgetFiles(): Promise<ReadonlyMap<string, string>> {
  return new Map([...(await builtFiles())].map(([name, text]) => [name.replace(/^builds\//, ''), text]));
}

/** Bytes on the wire at brotli's best quality, as a static file is served. */
export function brotliBytes(text: string): number {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}
