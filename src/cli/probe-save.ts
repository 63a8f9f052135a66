/** Keeps what a probe was answered: each body in a file, and beside it where it is from and of when. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Exchange, withoutKey } from './traced-http.ts';

export interface SaveOptions {
  readonly folder: string;
  /** The stem of the files' names. */
  readonly name: string;
  /** Without credentials. */
  readonly baseUrl: string;
  /** Taken out of every body. */
  readonly key: string | undefined;
}

/** The paths of the bodies. Makes the folder; files of the same name are replaced. */
export async function saveExchanges(exchanges: readonly Exchange[], options: SaveOptions): Promise<string[]> {
  const { folder, name, baseUrl, key } = options;
  const answered = exchanges.flatMap(({ outcome, ...rest }) =>
    outcome.ok ? [{ ...rest, answer: outcome.answer }] : [],
  );
  await mkdir(folder, { recursive: true });
  const saved: string[] = [];
  for (const [index, { target, at, answer }] of answered.entries()) {
    const stem = path.join(folder, `${name}-${index + 1}`);
    const body = `${stem}.${endingOf(answer.contentType)}`;
    const about = {
      url: `${baseUrl.replace(/\/$/, '')}${target}`,
      askedAt: new Date(at).toISOString(),
      status: answer.status,
      contentType: answer.contentType,
      body: path.basename(body),
    };
    await writeFile(body, withoutKey(answer.text, key));
    await writeFile(`${stem}.about.json`, `${JSON.stringify(about, undefined, 2)}\n`);
    saved.push(body);
  }
  return saved;
}

function endingOf(contentType: string): string {
  return /json|xml|csv/.exec(contentType)?.[0] ?? 'txt';
}
