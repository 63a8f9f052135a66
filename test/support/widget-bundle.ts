/** The strip's module as the build makes it, in memory. */

import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

let bundle: Promise<string> | undefined;

/** Built once per test process. */
export function widgetBundle(): Promise<string> {
  bundle ??= bundled();
  return bundle;
}

/** Bytes on the wire at brotli's best quality, as a static file is served. */
export function brotliBytes(text: string): number {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}

async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../../widget/index.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    minify: true,
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
