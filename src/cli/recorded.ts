/** `masthead recorded <folder>`: reads recorded answers with the providers' own code and says whether they agree. */
import { UpstreamError } from '../system/upstream-error.ts';
import { type Command, UsageError } from './command.ts';
import { readingsAgree, refusalAgrees } from './recorded-agreement.ts';
import { loadBody, loadRecordings, type Recording } from './recorded-manifest.ts';
import { type Reader, readerOf } from './recorded-readers.ts';
import type { Readings } from './recorded-readings.ts';

export const recordedCommand: Command = {
  name: 'recorded',
  summary: 'check the providers against recorded answers',
  help: `Usage: masthead recorded <folder>

Reads the recorded answers that <folder>/manifest.json lists with the providers' own code, and prints one line of
JSON for each: {"file", "agrees", "readings"} or {"file", "agrees", "refusal"}. agrees is null where no provider
reads such an answer.

Exit codes: 0 none disagrees, 1 some do, 2 there is no readable manifest.`,
  async run({ args, print }) {
    const [folder, ...rest] = args;
    if (folder === undefined || rest.length > 0) throw new UsageError('recorded takes one folder');
    return recorded(folder, print);
  },
};

/** `agrees` is null where no provider reads such an answer. */
type Verdict = Readonly<{ agrees: boolean | null } & Record<string, unknown>>;

/**
 * Prints one line of JSON for each file that `<folder>/manifest.json` lists: `{file, agrees, readings}` or
 * `{file, agrees, refusal}`. Resolves to the exit code: 0; 1 where an answer is not read as the manifest expects;
 * 2, after a message, where there is no readable manifest.
 */
export async function recorded(folder: string, print: (line: string) => void): Promise<number> {
  const recordings = await loadRecordings(folder).catch((error: unknown) => messageOf(error));
  if (typeof recordings === 'string') {
    print(`${folder}: no readable manifest.json: ${recordings}`);
    return 2;
  }
  let disagreements = 0;
  for (const recording of recordings) {
    const verdict = await judge(folder, recording);
    if (verdict.agrees === false) disagreements += 1;
    print(JSON.stringify({ file: recording.file, ...verdict }));
  }
  return disagreements > 0 ? 1 : 0;
}

async function judge(folder: string, recording: Recording): Promise<Verdict> {
  const reader = readerOf(recording);
  if (reader === undefined) return { agrees: null, readings: [] };
  try {
    return await verdictOf(reader, recording, await loadBody(folder, recording));
  } catch (error) {
    // A missing file, an expectation that cannot be understood, or a fault of ours: none may hide the other files.
    return { agrees: false, failure: messageOf(error) };
  }
}

async function verdictOf(reader: Reader, recording: Recording, text: string): Promise<Verdict> {
  const read = await reader(recording, text).catch((error: unknown) => {
    if (error instanceof UpstreamError) return error.kind;
    throw error;
  });
  const refusal = typeof read === 'string' ? read : soleRefusal(read);
  if (refusal !== undefined) return { agrees: refusalAgrees(refusal, recording), refusal };
  if (typeof read === 'string') return { agrees: false, refusal: read };
  return { agrees: readingsAgree(read, recording), readings: read.readings };
}

/** Where every symbol of an answer is refused, the answer is. */
function soleRefusal({ kind, readings }: Readings): string | undefined {
  if (readings.length === 0) return 'empty';
  if (kind !== 'quotes') return undefined;
  const refusals = readings.flatMap((reading) => ('refusal' in reading ? reading.refusal : []));
  return refusals.length === readings.length ? refusals[0] : undefined;
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll(/\s+/g, ' ').slice(0, 300);
}
