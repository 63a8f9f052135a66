import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Compress, standsAfterMs, withFinestForm } from '../../src/gateway/finest-form.ts';
import { createRepresentation, entityTag } from '../../src/gateway/representation.ts';
import { fakeClock, settle } from '../support/fake-clock.ts';

const words = Array.from({ length: 400 }, (_, n) => `{"id":"quote:${(n * 7919) % 101}","v":${n * n}}`);
const body = Buffer.from(words.join());

function setup(compress?: Compress) {
  const clock = fakeClock();
  const options = { contentType: 'text/plain', tag: 'abc', body, brotliQuality: 5 };
  const { form } = withFinestForm(createRepresentation(options), clock, compress);
  return { clock, form };
}

/** A compressor that ends when it is told to. */
function slowCompressor() {
  const ends: { readonly resolve: (bytes: Buffer) => void; readonly reject: () => void }[] = [];
  const compress: Compress = () => new Promise((resolve, reject) => ends.push({ resolve, reject }));
  return { compress, ends };
}

describe('a body that stands', () => {
  it('goes out quickly at first, and smaller later, under another tag and with the same content', async () => {
    const { clock, form } = setup();
    const quick = form('br');
    clock.advance(standsAfterMs);
    expect(form('br')).toBe(quick);
    await expect.poll(() => form('br').bytes.length).toBeLessThan(quick.bytes.length);
    expect([quick.entityTag, form('br').entityTag]).toEqual([
      entityTag('abc', 'br'),
      entityTag('abc', 'br11'),
    ]);
    expect(brotliDecompressSync(form('br').bytes)).toEqual(body);
  });

  it('is not compressed again before it has stood for two seconds', () => {
    const { compress, ends } = slowCompressor();
    const { clock, form } = setup(compress);
    for (let ms = 0; ms < 2_000; ms += 100) {
      form('br');
      clock.advance(99);
      form('br');
      clock.advance(1);
    }
    expect(ends.length).toBe(0);
    form('br');
    expect(ends.length).toBe(1);
  });

  it('is not compressed again for nobody, nor for who takes no brotli', () => {
    const { compress, ends } = slowCompressor();
    const { clock, form } = setup(compress);
    form('br');
    clock.advance(60_000);
    form('gzip');
    form('identity');
    expect(ends.length).toBe(0);
    expect(clock.pending()).toBe(0);
  });

  it('is compressed again once, however many ask meanwhile and afterwards', async () => {
    const { compress, ends } = slowCompressor();
    const { clock, form } = setup(compress);
    clock.advance(standsAfterMs);
    for (let reader = 0; reader < 100; reader += 1) form('br');
    ends[0]?.resolve(Buffer.from('x'));
    await settle();
    expect(form('br').bytes.toString()).toBe('x');
    expect(form('br')).toBe(form('br'));
    expect(ends.length).toBe(1);
  });

  it.each(['a failure', 'nothing smaller'])('stays as it was where there is %s', async (outcome) => {
    const { compress, ends } = slowCompressor();
    const { clock, form } = setup(compress);
    const quick = form('br');
    clock.advance(standsAfterMs);
    form('br');
    if (outcome === 'a failure') ends[0]?.reject();
    else ends[0]?.resolve(Buffer.from(quick.bytes));
    await settle();
    expect(form('br')).toBe(quick);
    expect(ends.length).toBe(1);
  });
});
