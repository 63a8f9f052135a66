/** What a wire format is asked and what it answers; a format is a pure function from the one to the other. */
import type { LoggedRequest } from '../request-log.ts';
import type { World } from '../world.ts';

/** One request as a format may see it. Absent headers are empty text. */
export interface DemoRequest {
  readonly query: Readonly<Record<string, string>>;
  /** The named parts of the path, such as `station` in `/stations/:station`; absent where it has none. */
  readonly params?: Readonly<Record<string, string>>;
  readonly userAgent: string;
  readonly authorization: string;
  readonly ifModifiedSince: string;
  readonly ifNoneMatch: string;
  /** ms since the epoch. */
  readonly now: number;
  /** What this provider was asked before, oldest first. */
  readonly recent: readonly LoggedRequest[];
}

export interface DemoAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Symbol → headline value exactly as it stands in the body. */
  readonly served?: Readonly<Record<string, string>>;
}

export interface DemoRoute {
  /** The provider's own path; a part that starts with a colon stands for any. */
  readonly path: string;
  /** Always whole: what a conditional request is spared is decided from `etag` and `last-modified`. */
  answer(request: DemoRequest, world: World): DemoAnswer;
}

/** A provider as the demo speaks it; its id is the first part of its paths here. */
export interface DemoProvider {
  readonly id: string;
  /** The symbols that may be set by hand, in words. */
  readonly expects: string;
  /** The symbol under which a value set by hand is held; undefined for one that the format does not know. */
  symbolOf(text: string): string | undefined;
  /** Where values of another form than a number may be set: the text to hold; undefined for what it does not take. */
  settingOf?(value: unknown): string | undefined;
  readonly routes: readonly DemoRoute[];
}

/** A JSON answer; `headers` come on top of the content type. */
export function jsonAnswer(
  body: unknown,
  rest: Partial<Omit<DemoAnswer, 'body'>> = {},
  contentType = 'application/json; charset=utf-8',
): DemoAnswer {
  const headers = { 'content-type': contentType, ...rest.headers };
  return { status: 200, ...rest, headers, body: JSON.stringify(body) };
}

/** An instant as HTTP headers print it. */
export function httpDate(at: number): string {
  return new Date(at).toUTCString();
}

/** An instant as RFC 3339 in UTC without fractions: `2026-11-23T12:00:00Z`. */
export function isoSeconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** The names in a comma list, without empty ones; at most 120, so that no request costs much. */
export function listOf(text: string | undefined): readonly string[] {
  const names = (text ?? '').split(',').map((name) => name.trim());
  return names.filter((name) => name !== '').slice(0, 120);
}
