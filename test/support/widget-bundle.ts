/** The strip's files as the build makes them, in memory. */

import { brotliCompressSync, constants } from 'node:zlib';
import { bundleBuilder, bundleWidget } from '../../tools/bundle.mjs';

let bundled: ReturnType<typeof bundleWidget> | undefined;
let builder: ReturnType<typeof bundleBuilder> | undefined;

/** Built once per test process. */
function built(): ReturnType<typeof bundleWidget> {
  bundled ??= bundleWidget();
  return bundled;
}

/** Every file as a build leaves it in dist/widget: path → text. */
export async function builtFiles(): Promise<ReadonlyMap<string, string>> {
  builder ??= bundleBuilder();
  return new Map([...(await built()).files, ...(await builder)]);
}

/** The moving script. */
export async function widgetBundle(): Promise<string> {
  return (await built()).files.get('masthead.js') ?? '';
}

/** Every file as a gateway serves it: path below `/v1/` → text. */
export async function widgetFiles(): Promise<ReadonlyMap<string, string>> {
  const { files } = await built();
  return new Map([...files].map(([name, text]) => [name.replace(/^builds\//, ''), text]));
}

/** Bytes on the wire at brotli's best quality, as a static file is served. */
export function brotliBytes(text: string): number {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}
