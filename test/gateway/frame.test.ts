import type { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import * as wsLibrary from 'ws';
import { textFrame } from '../../src/gateway/frame.ts';

// The library's own parser; its type definitions leave it out.
const { Receiver } = wsLibrary as unknown as {
  readonly Receiver: new (options: { readonly isServer: boolean }) => Writable;
};

/** What an independent reader of RFC 6455 makes of the bytes. */
function read(frame: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const receiver = new Receiver({ isServer: false });
    receiver.on('message', (data: Buffer, isBinary: boolean) =>
      isBinary ? reject(new Error('binary')) : resolve(data.toString()),
    );
    receiver.on('error', reject);
    receiver.write(frame);
  });
}

describe('a text frame', () => {
  it.each([0, 1, 125, 126, 65_535, 65_536, 70_000])('of %i bytes is read back as it was', async (length) => {
    const text = 'x'.repeat(length);
    expect(await read(textFrame(text))).toBe(text);
  });

  it('counts bytes, not characters', async () => {
    const text = `${'é'.repeat(62)}☂😀`;
    expect(await read(textFrame(text))).toBe(text);
  });
});
