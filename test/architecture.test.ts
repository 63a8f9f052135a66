/** The house's rules: who may import whom, no cycles, and side effects only where they belong. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** What each room may import besides itself; `node` and `npm` stand for Node's modules and packages. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'src/main.ts': ['src/cli', 'src/app.ts', 'src/config', 'src/system'],
  'src/cli': [
    'src/app.ts',
    'src/app-instruction.ts',
    'src/app-orders.ts',
    'src/app-store.ts',
    'src/config',
    'src/demo',
    'src/providers',
    'src/worker',
    'src/store',
    // `watch` is a reader: it says of a value what the strip says.
    'src/view',
    'src/system',
    'src/protocol',
    'node',
    'npm',
  ],
  'src/app.ts': [
    'src/app-orders.ts',
    'src/app-status.ts',
    'src/app-store.ts',
    'src/app-upstreams.ts',
    'src/config',
    'src/demo',
    'src/gateway',
    'src/ops',
    'src/providers',
    'src/store',
    'src/system',
    'src/protocol',
    'src/worker',
    'node',
  ],
  'src/app-instruction.ts': ['src/providers', 'src/store/orders.ts', 'src/store/store.ts', 'src/protocol'],
  'src/app-orders.ts': [
    'src/app-instruction.ts',
    'src/store/orders.ts',
    'src/store/store.ts',
    'src/system',
    'src/protocol',
  ],
  'src/app-status.ts': [
    'src/app-item-words.ts',
    'src/app-orders.ts',
    'src/app-upstreams.ts',
    'src/store/orders.ts',
    'src/store/store.ts',
    'src/config',
    'src/gateway',
    'src/worker',
    'src/system',
    'src/protocol',
  ],
  'src/app-item-words.ts': ['src/config', 'src/protocol', 'src/view'],
  'src/app-store.ts': ['src/config', 'src/store', 'src/system'],
  'src/app-upstreams.ts': ['src/config', 'src/worker', 'src/system'],
  'src/config': ['src/protocol', 'src/providers', 'src/system', 'node', 'npm'],
  'src/demo': ['src/system', 'src/protocol', 'node', 'npm'],
  'src/ops': ['src/system', 'src/protocol', 'node', 'npm'],
  'src/gateway': [
    'src/store/orders.ts',
    'src/store/store.ts',
    'src/view',
    'src/system',
    'src/protocol',
    'node',
    'npm',
  ],
  'src/worker': [
    'src/store/doubts.ts',
    'src/store/orders.ts',
    'src/store/store.ts',
    'src/providers',
    'src/system',
    'src/protocol',
  ],
  'src/store': ['src/system', 'src/protocol', 'node', 'npm'],
  'src/providers': ['src/system', 'src/protocol', 'npm'],
  'src/view': ['src/protocol'],
  'src/system': ['node', 'npm'],
  'src/protocol': [],
  widget: ['src/protocol', 'src/view'],
};

/** Packages that only one file may know, so that each can be exchanged in one place. */
const onlyIn: Readonly<Record<string, string>> = {
  axios: 'src/system/http-transport.ts',
  'node-cron': 'src/system/cron.ts',
  pino: 'src/system/log.ts',
  'prom-client': 'src/system/metrics.ts',
  redis: 'src/store/redis-client.ts',
};

const globals =
  /\b(?:Date\.now|setTimeout|setInterval|setImmediate|Math\.random|fetch|process|console|performance)\b/;
const mayUseGlobals = (file: string) =>
  file.startsWith('src/system/') || file === 'src/main.ts' || file === 'widget/env.ts';

interface Source {
  readonly file: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const sources = [...filesBelow('src'), ...filesBelow('widget')].map(readSource);

function filesBelow(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(file);
    return entry.name.endsWith('.ts') ? [file] : [];
  });
}

function readSource(file: string): Source {
  const text = readFileSync(path.join(root, file), 'utf8');
  return { file, text, imports: importsOf(file, text) };
}

/** Project files as paths from the root, `node:…` as they are, packages by their name. */
function importsOf(file: string, text: string): string[] {
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^;]*?[\s}]from\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g,
  );
  return [...found]
    .map(([, statement, call]) => statement ?? call ?? '')
    .map((target) => (target.startsWith('.') ? path.posix.join(path.posix.dirname(file), target) : target));
}

function roomOf(file: string): string {
  const room = Object.keys(mayImport).find((name) => file === name || file.startsWith(`${name}/`));
  if (room === undefined) throw new Error(`${file} stands in no room of the house`);
  return room;
}

function kindOfImport(target: string): string {
  if (target.startsWith('node:')) return 'node';
  return target.startsWith('src/') || target.startsWith('widget/') ? target : 'npm';
}

function isAllowed(file: string, target: string): boolean {
  const room = roomOf(file);
  const kind = kindOfImport(target);
  const isSame = kind === room || kind.startsWith(`${room}/`);
  return isSame || (mayImport[room] ?? []).some((name) => kind === name || kind.startsWith(`${name}/`));
}

/** The way from a file back to itself, where there is one. */
function cycleFrom(start: string, graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const seen = new Set<string>();
  const visit = (file: string, trail: readonly string[]): string[] | undefined => {
    if (file === start && trail.length > 0) return [...trail, file];
    if (seen.has(file)) return undefined;
    seen.add(file);
    for (const next of graph.get(file) ?? []) {
      const found = visit(next, [...trail, file]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return visit(start, []);
}

/** Strings and comments may say what they like. */
function codeOf(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[^:'"`])\/\/.*$/gm, '$1')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''")
    .replace(/`(?:[^`\\]|\\.)*`/g, (literal) => (literal.match(/\$\{[^}]*\}/g) ?? []).join(' '));
}

describe('architecture', () => {
  it('finds the sources', () => {
    expect(sources.length).toBeGreaterThan(60);
    expect(sources.some(({ imports }) => imports.length > 3)).toBe(true);
  });

  it('lets each room import only what stands below it', () => {
    const wrong = sources.flatMap(({ file, imports }) =>
      imports
        .filter((target) => !isAllowed(file, target))
        .map((target) => `${file} may not import ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('has no cycle of imports, those of types included', () => {
    const graph = new Map(sources.map(({ file, imports }) => [file, imports]));
    const cycles = sources.flatMap(({ file }) => cycleFrom(file, graph)?.join(' → ') ?? []);
    expect(cycles).toEqual([]);
  });

  it('touches clock, chance, network and process only in src/system, src/main.ts and widget/env.ts', () => {
    const wrong = sources
      .filter(({ file }) => !mayUseGlobals(file))
      .flatMap(({ file, text }) => {
        const used = globals.exec(
          codeOf(text).replace(/\.(?:fetch|process)\b|\bfetch\(asks|\bfetch:|async fetch\(/g, ''),
        );
        return used === null ? [] : [`${file} uses ${used[0]}`];
      });
    expect(wrong).toEqual([]);
  });

  it('keeps each of these packages in one file', () => {
    const wrong = sources.flatMap(({ file, imports }) =>
      imports
        .filter((target) => onlyIn[target] !== undefined && onlyIn[target] !== file)
        .map((target) => `${file} may not import ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('opens every file with one comment that says its role', () => {
    const silent = sources
      .filter(({ text }) => !/^(?:#!.*\n)?\/\*\* ?[A-Z`\n]/.test(text))
      .map(({ file }) => file);
    expect(silent).toEqual([]);
  });

  it('knows the demonstration only where it is composed', () => {
    const wrong = sources
      .filter(
        ({ file }) => !file.startsWith('src/demo/') && !file.startsWith('src/cli/') && file !== 'src/app.ts',
      )
      .filter(({ imports }) => imports.some((target) => target.startsWith('src/demo/')))
      .map(({ file }) => file);
    expect(wrong).toEqual([]);
  });
});
