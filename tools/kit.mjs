/** Which exports of the core its chunks take from it instead of bringing them along: a chunk is a function of the core's namespace. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Under this name a chunk knows the core's namespace. */
const kit = 'mastheadKit';

const first = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const second = `${first}0123456789`;

/**
 * A letter and another sign for an export, the same in every build: a chunk that stands in for that of another build finds
 * what both have.
 */
export function aliasOf(name) {
  const hash = createHash('sha256').update(name).digest().readUInt32BE();
  return first[hash % first.length] + second[Math.floor(hash / first.length) % second.length];
}

/** File → names that some of `users` imports from it. Imports of types leave nothing. Paths are absolute. */
function importsIn(users) {
  const found = new Map();
  for (const user of users) {
    const source = readFileSync(user, 'utf8');
    for (const [, list, from] of source.matchAll(/^(?:import|export) \{([^}]*)\} from '(\.[^']+)';/gms)) {
      const file = path.resolve(path.dirname(user), from);
      const names = list
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '' && !name.startsWith('type '))
        .map((name) => name.split(/\s+as\s+/)[0]);
      found.set(file, new Set([...(found.get(file) ?? []), ...names]));
    }
  }
  return found;
}

// Shorter than this, and a chunk has it for less than its name costs both.
const worthSharing = 180;

/**
 * True where the bundle, which must not be minified, has the name and enough of it: it may have left out what it has no
 * use for.
 */
function declares(bundle, name) {
  const start = new RegExp(`^(?:async )?(?:function|class|const|let|var) ${name}\\b`, 'm').exec(bundle);
  if (start === null) return false;
  const rest = bundle.slice(start.index);
  const [line = ''] = rest.split('\n', 1);
  return (line.endsWith(';') ? line.length : rest.search(/^[}\])]/m)) >= worthSharing;
}

/**
 * What the chunks can have from the core: file → names. `core`: its files and its text, not minified; `chunks`: the files
 * of each chunk. Throws where two names have one alias.
 */
export function sharedBy(core, chunks) {
  const own = new Set(core.files);
  const users = new Set(chunks.flat().filter((file) => /\.ts$/.test(file)));
  const shared = new Map();
  const aliases = new Map();
  for (const [file, names] of importsIn(users)) {
    if (!own.has(file)) continue;
    const there = [...names].filter((name) => declares(core.text, name)).sort();
    for (const name of there) {
      const other = aliases.get(aliasOf(name));
      if (other !== undefined && other !== name) throw new Error(`${name} and ${other} have one alias`);
      aliases.set(aliasOf(name), name);
    }
    if (there.length > 0) shared.set(file, there);
  }
  return shared;
}

/** The source of a core that exports, beside what `entry` does, what its finished `chunks` ask for of what is shared. */
export function coreSource(entry, shared, chunks) {
  const asked = new Set(chunks.join('\n').match(/(?<=\.)[a-zA-Z][a-zA-Z0-9]\b/g));
  const lines = [...shared].flatMap(([file, names]) => {
    const own = names.filter((name) => asked.has(aliasOf(name)));
    const list = own.map((name) => `${name} as ${aliasOf(name)}`).join(', ');
    return own.length === 0 ? [] : [`export { ${list} } from ${JSON.stringify(file)};`];
  });
  return [`export * from ${JSON.stringify(entry)};`, ...lines].join('\n');
}

/** For esbuild: in a chunk, what the core shares stands for the files that have it. */
export function fromKit(shared) {
  return {
    name: 'from-kit',
    setup(build) {
      build.onResolve({ filter: /^\./ }, ({ path: name, resolveDir }) => {
        const file = path.resolve(resolveDir, name);
        return shared.has(file) ? { path: file, namespace: 'kit' } : undefined;
      });
      build.onResolve({ filter: /^real:/ }, ({ path: name }) => ({ path: name.slice('real:'.length) }));
      build.onLoad({ filter: /./, namespace: 'kit' }, ({ path: file }) => ({
        contents: [
          ...shared.get(file).map((name) => `export const ${name} = ${kit}.${aliasOf(name)};`),
          // Its own exports go before those of the same name.
          `export * from ${JSON.stringify(`real:${file}`)};`,
        ].join('\n'),
        loader: 'js',
        resolveDir: path.dirname(file),
      }));
    },
  };
}

/** A module as a function of the core's namespace, which gives what the module exported. */
export function chunkOf(module) {
  const [end, list] = /export \{([^}]*)\};\s*$/.exec(module) ?? ['', ''];
  const exported = list
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => part.split(/\s+as\s+/))
    .map(([name, as = name]) => `${as}: ${name}`);
  const body = module.slice(0, module.length - end.length);
  return `export default (${kit}) => {\n${body}\nreturn { ${exported.join(', ')} };\n};\n`;
}
