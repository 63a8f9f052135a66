/** Reads one YAML file into keys and values, and tells the line of each. Knows nothing of what they mean. */
import { readFile } from 'node:fs/promises';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { type FindSpot, spotsOf } from './config-lines.ts';
import { ConfigError, shown } from './config-problem.ts';

export interface YamlFile {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly find: FindSpot;
}

/** Throws a ConfigError where the file cannot be read, is no YAML or holds no keys. */
export async function readYamlFile(file: string): Promise<YamlFile> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw refused(file, { path: 'file', rule: 'must be readable', received: error.code ?? 'an error' });
  });
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line } = counter.linePos(error.pos[0]);
    throw refused(file, { path: 'yaml', line, rule: error.message });
  }
  const raw = contentOf(file, document);
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw refused(file, { path: 'file', rule: 'must hold keys and values', received: shown(raw) });
  }
  return { raw: raw as YamlFile['raw'], find: spotsOf(file, document, counter) };
}

function contentOf(file: string, document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    // An alias of nothing, or so many that they would unfold without end.
    throw refused(file, { path: 'yaml', rule: (error as Error).message });
  }
}

function refused(file: string, problem: ConstructorParameters<typeof ConfigError>[1][number]): ConfigError {
  return new ConfigError(file, [problem]);
}
