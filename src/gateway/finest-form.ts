/** Gives a body that stands for a while the best brotli there is, made beside the thread that serves readers. */
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import type { Clock } from '../system/clock.ts';
import { brotliOptions, entityTag, type Form, type Representation } from './representation.ts';

/** `body` as small as brotli makes it. */
export type Compress = (body: Buffer) => Promise<Buffer>;

/**
 * How long it must have stood, in ms, before that is worth its while: a board takes some 40 ms of a core at level 11, and
 * while a market is busy it is another one each second.
 */
export const standsAfterMs = 2_000;

const compressBest: Compress = (body) => promisify(brotliCompress)(body, brotliOptions(body, 11));

/**
 * `plain`, whose `br` form is a smaller one from some moment after it was asked for at an age of `standsAfterMs`. One that
 * was replaced meanwhile is asked for no more, so nothing is begun for it. `compress` is called once at most; where it
 * fails, the quick form stays.
 */
export function withFinestForm(
  plain: Representation,
  clock: Pick<Clock, 'monotonic'>,
  compress: Compress = compressBest,
): Representation {
  const standsAt = clock.monotonic() + standsAfterMs;
  let isBegun = false;
  let finest: Form | undefined;

  async function begin(): Promise<void> {
    isBegun = true;
    const bytes = await compress(plain.form('identity').bytes).catch(() => undefined);
    if (bytes === undefined || bytes.length >= plain.form('br').bytes.length) return;
    finest = { bytes, entityTag: entityTag(plain.tag, 'br11') };
  }

  return {
    ...plain,
    form(coding) {
      if (coding !== 'br') return plain.form(coding);
      if (!isBegun && clock.monotonic() >= standsAt) void begin();
      return finest ?? plain.form('br');
    },
  };
}
