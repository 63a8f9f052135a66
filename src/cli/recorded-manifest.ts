/** The list of recorded answers in a folder, and their bodies. Knows no provider. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const recording = z.looseObject({
  file: z.string(),
  provider: z.string(),
  endpoint: z.string(),
  /** `ws` for a frame of a stream, which no provider reads. */
  transport: z.string(),
  /** Null where the recording does not say; then it was a usable answer. */
  status: z.number().nullish(),
  contentType: z.string().nullish(),
  /** The key that holds the answer, where the recorder wrapped it in a record of its own. */
  bodyKey: z.string().nullish(),
  request: z.record(z.string(), z.unknown()).nullish(),
  recordedAt: z.string().nullish(),
  kind: z.string(),
  expect: z.unknown(),
  /** Other refusals as defensible as the expected one. */
  alsoFair: z.array(z.string()).default([]),
  /** Symbols that were asked for and are not in the body. */
  missing: z.array(z.string()).default([]),
});

/** One recorded answer: what was asked, what came, and what it means. */
export type Recording = z.infer<typeof recording>;

const manifest = z.looseObject({ files: z.array(recording) });

/** Rejects where `manifest.json` in `folder` is missing or is no manifest. */
export async function loadRecordings(folder: string): Promise<readonly Recording[]> {
  return manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))).files;
}

/** The body as the provider sent it. Rejects where the file is missing, or is not wrapped as the manifest says. */
export async function loadBody(folder: string, { file, bodyKey }: Recording): Promise<string> {
  const text = await readFile(join(folder, file), 'utf8');
  if (bodyKey == null) return text;
  return JSON.stringify(z.record(z.string(), z.unknown()).parse(JSON.parse(text))[bodyKey] ?? null);
}
