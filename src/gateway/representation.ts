/** A body that many requests share: its bytes in each content coding and its entity tags. Knows no route. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';

export type Coding = 'identity' | 'br' | 'gzip';

/** A body as it is sent, and the entity tag that names just these bytes. */
export interface Form {
  readonly bytes: Buffer;
  readonly entityTag: string;
}

export interface Representation {
  readonly contentType: string;
  /** The tag of the content, whatever the coding; without quotes. */
  readonly tag: string;
  /** Compressed at the first call for a coding, then kept; a later call may find smaller bytes, under a tag of their own. */
  form(coding: Coding): Form;
}

export interface RepresentationOptions {
  readonly contentType: string;
  readonly tag: string;
  readonly body: Buffer;
  /** 0 to 11; what is built once a second wants a fast one, what is built once at start the best. */
  readonly brotliQuality: number;
  /** What is compressed already; see `packed`. */
  readonly compressed?: ReadonlyMap<Coding, Buffer>;
}

export function createRepresentation(options: RepresentationOptions): Representation {
  const { contentType, tag, body, brotliQuality, compressed = [] } = options;
  const kept = new Map<Coding, Buffer>([['identity', body], ...compressed]);
  const forms = new Map<Coding, Form>();
  return {
    contentType,
    tag,
    form(coding) {
      const held = forms.get(coding);
      if (held !== undefined) return held;
      const bytes = kept.get(coding) ?? compress(body, coding, brotliQuality);
      const form = { bytes, entityTag: entityTag(tag, coding) };
      forms.set(coding, form);
      return form;
    },
  };
}

/** For what may be another each second: level 5 takes brotli about two milliseconds for JSON of a board's size. */
export function jsonRepresentation(tag: string, content: object): Representation {
  const body = Buffer.from(JSON.stringify(content));
  const contentType = 'application/json; charset=utf-8';
  return createRepresentation({ contentType, tag, body, brotliQuality: 5 });
}

function compress(body: Buffer, coding: Coding, brotliQuality: number): Buffer {
  if (coding === 'gzip') return gzipSync(body);
  return brotliCompressSync(body, brotliOptions(body, brotliQuality));
}

/** `body` in every coding but its own, made beside the thread that serves readers. */
export async function packed(body: Buffer, brotliQuality: number): Promise<ReadonlyMap<Coding, Buffer>> {
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(body, brotliOptions(body, brotliQuality)),
    promisify(gzip)(body),
  ]);
  return new Map<Coding, Buffer>([
    ['br', br],
    ['gzip', gz],
  ]);
}

/** For a compressor of Node's zlib. `quality`: 0 to 11. */
export function brotliOptions(body: Buffer, quality: number) {
  return {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  };
}

/** 96 bits of SHA-256 as hex: short, and no two contents will share it. */
export function tagOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 24);
}

/** `br11`: the best that brotli can do, where a quicker form of the same body went out before. */
export type FormName = Coding | 'br11';

/** A strong entity tag names bytes, so each form has its own (RFC 9110, section 8.8.3.3). */
export function entityTag(tag: string, name: FormName): string {
  return name === 'identity' ? `"${tag}"` : `"${tag}-${name}"`;
}

/** The tag out of an entity tag as a client or a cache hands it back: weakened, quoted, with a form's name, or bare. */
export function bareTag(text: string): string {
  return text
    .trim()
    .replace(/^W\//, '')
    .replace(/^"(.*)"$/, '$1')
    .replace(/-(?:br|br11|gzip)$/, '');
}

/** True where an If-None-Match header names the content. */
export function matchesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((entry) => bareTag(entry) === tag);
}

/**
 * The tag under which a 304 says that nothing has changed: `current`, or the other one of the same coding where the header
 * names that alone. A cache renews what it holds only by the tag that it holds it under (RFC 9111, section 4.3.4).
 */
export function confirmedTag(header: string | undefined, tag: string, current: string): string {
  const brotli = (['br11', 'br'] as const).map((name) => entityTag(tag, name));
  if (header === undefined || !brotli.includes(current)) return current;
  return [current, ...brotli].find((known) => header.includes(known)) ?? current;
}

/** The best coding that an Accept-Encoding header takes. */
export function codingFor(header: string | undefined): Coding {
  const accepted = new Set(
    (header ?? '')
      .toLowerCase()
      .split(',')
      .filter((entry) => !/;\s*q=0(?:\.0*)?\s*$/.test(entry))
      .map((entry) => entry.split(';', 1)[0]?.trim()),
  );
  return accepted.has('br') ? 'br' : accepted.has('gzip') ? 'gzip' : 'identity';
}
