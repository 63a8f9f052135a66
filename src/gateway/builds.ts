/** The builds of the strip that are kept here, and which of their files answers a request. Knows no route. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Log } from '../system/log.ts';
import type { Representation } from './representation.ts';
import { loadWidgetFiles } from './widget-files.ts';

/** The form of `build.json`. */
export const buildDescription = z.object({
  version: z.string(),
  build: z.string().regex(/^[0-9a-f]{10}$/),
  script: z.string(),
  integrity: z.string(),
  css: z.string(),
});

/** What a publisher copies into a page. `script` is a path from the host, `integrity` its hash for that attribute. */
export type BuildDescription = z.output<typeof buildDescription>;

export interface BuildFile {
  readonly file: Representation;
  readonly caching: string;
}

export interface Builds {
  /** Name → file, for those beside the builds: the moving script. */
  readonly moving: ReadonlyMap<string, Representation>;
  /** Of the build that the moving script belongs to; undefined where there is none. */
  readonly current: BuildDescription | undefined;
  /** `name`: the path within the build. A chunk of a build that is not kept is answered with the current one's. */
  file(build: string, name: string): BuildFile | undefined;
}

export interface BuildsOptions {
  /** Holds `masthead.js`, `build.json` and `builds/<build>/`, as `tools/build.mjs` makes it. */
  readonly widgetFolder: string;
  /** Of the operator: each folder in it is a build of an earlier version. */
  readonly buildsFolder?: string | undefined;
  readonly log: Log;
}

const immutable = 'public, max-age=31536000, immutable';
// Not what was asked for, only what fits it best: not to be kept for longer than an upgrade takes.
const standIn = 'public, max-age=60';
const entry = 'masthead.js';
/** Each takes some 300 kB of memory and a fifth of a second of the start. */
const maxBuilds = 20;
const isBuild = (name: string) => /^[0-9a-f]{10}$/.test(name);

type Files = ReadonlyMap<string, Representation>;

/** Never rejects: a gateway without them still serves data, as before a first build. */
export async function loadBuilds({ widgetFolder, buildsFolder, log }: BuildsOptions): Promise<Builds> {
  const builds = new Map<string, Files>();
  const own = join(widgetFolder, 'builds');
  const [moving, current] = await Promise.all([movingFiles(widgetFolder, log), describe(widgetFolder)]);
  for (const folder of buildsFolder === undefined ? [own] : [own, buildsFolder])
    await loadInto(builds, folder, log, folder === own);
  const chunks = builds.get(current?.build ?? '');
  return {
    moving,
    current: chunks === undefined ? undefined : current,
    file(build, name) {
      const file = builds.get(build)?.get(name);
      if (file !== undefined) return { file, caching: immutable };
      const other = name === entry ? undefined : chunks?.get(name);
      return other === undefined ? undefined : { file: other, caching: standIn };
    },
  };
}

async function movingFiles(folder: string, log: Log): Promise<Files> {
  try {
    const files = new Map(await loadWidgetFiles(folder));
    files.delete('build.json');
    return files;
  } catch (error) {
    log.warn('no widget files', { error: String(error) });
    return new Map();
  }
}

async function describe(folder: string): Promise<BuildDescription | undefined> {
  try {
    return buildDescription.parse(JSON.parse(await readFile(join(folder, 'build.json'), 'utf8')));
  } catch {
    return undefined;
  }
}

/** The newest first, since only so many are kept. */
async function loadInto(
  builds: Map<string, Files>,
  folder: string,
  log: Log,
  mayMiss: boolean,
): Promise<void> {
  try {
    const found = (await newestFirst(folder)).filter((name) => !builds.has(name));
    const room = maxBuilds - builds.size;
    if (found.length > room) log.warn('too many older builds', { folder, kept: room, found: found.length });
    for (const name of found.slice(0, room))
      builds.set(name, await loadWidgetFiles(join(folder, name), ['words']));
  } catch (error) {
    if (!mayMiss) log.warn('older builds cannot be read', { folder, error: String(error) });
  }
}

async function newestFirst(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter(isBuild);
  const aged = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  );
  return aged.sort((a, b) => b.at - a.at).map(({ name }) => name);
}
