/** A body that many requests share: its bytes in each content coding and its entity tags. Knows no route. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';

export type Coding = 'identity' | 'br' | 'gzip';

export interface Representation {
  readonly contentType: string;
  /** The tag of the content, whatever the coding; without quotes. */
  readonly tag: string;
  /** Compressed at the first call for a coding, then kept. */
  bytes(coding: Coding): Buffer;
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
  return {
    contentType,
    tag,
    bytes(coding) {
      const held = kept.get(coding);
      if (held !== undefined) return held;
      const compressed = compress(body, coding, brotliQuality);
      kept.set(coding, compressed);
      return compressed;
    },
  };
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

function brotliOptions(body: Buffer, quality: number) {
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

/** A strong entity tag names bytes, so each coding has its own (RFC 9110, section 8.8.3.3). */
export function entityTag(tag: string, coding: Coding): string {
  return coding === 'identity' ? `"${tag}"` : `"${tag}-${coding}"`;
}

/** The tag out of an entity tag as a client or a cache hands it back: weakened, quoted, with a coding, or bare. */
export function bareTag(text: string): string {
  return text
    .trim()
    .replace(/^W\//, '')
    .replace(/^"(.*)"$/, '$1')
    .replace(/-(?:br|gzip)$/, '');
}

/** True where an If-None-Match header names the content. */
export function matchesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((entry) => bareTag(entry) === tag);
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
