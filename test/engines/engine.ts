/** Another browser engine than Chromium, as the tests drive it: pages and scripts in them. Knows nothing of the strip. */
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

export interface Engine {
  readonly version: string;
  open(url: string): Promise<void>;
  /** Runs the text of an expression in the page; what it gives must be plain data. */
  run<T>(expression: string): Promise<T>;
  close(): Promise<void>;
}

export interface EngineKind {
  readonly name: string;
  /** What is missing on this machine; '' where nothing is. */
  missing(): string;
  start(): Promise<Engine>;
}

/** The first of these programs on the path, or where a variable of the environment says. */
export function programOf(variable: string, ...names: string[]): string | undefined {
  const said = process.env[variable];
  if (said) return said;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Debian keeps WebKit's small browser under the library folder of the machine's own kind. */
export function miniBrowser(): string | undefined {
  if (!existsSync('/usr/lib')) return undefined;
  return readdirSync('/usr/lib')
    .flatMap((folder) =>
      ['4.1', '4.0', '6.0'].map((api) => `/usr/lib/${folder}/webkit2gtk-${api}/MiniBrowser`),
    )
    .concat('/usr/libexec/webkit2gtk-4.1/MiniBrowser')
    .find(isExecutable);
}
