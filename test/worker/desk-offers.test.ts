import { expect, it } from 'vitest';
import type { Reading } from '../../src/protocol/reading.ts';
import { accepted } from '../../src/worker/desk-offers.ts';
import { draftQuote } from '../support/worker-rig.ts';

const word = { offer: { draft: draftQuote('A', '200', 2_000) }, source: 'acme', origin: 'acme' };
const held = { ...draftQuote('A', '600', 1_000), confirmedBy: 'other', e: 1, s: 1 } as Reading;
const verdict = { kind: 'accept', word, isNewLine: false } as const;

it('lets who confirmed a price stand for what follows from it, and not for a jump that an operator agreed to', () => {
  expect(accepted(verdict, held).draft).toMatchObject({ confirmedBy: 'other' });
  expect(accepted({ ...verdict, confirmedBy: 'third' }, held).draft).toMatchObject({ confirmedBy: 'third' });
  expect(accepted({ ...verdict, agreedBy: 'ana' }, held).draft).not.toHaveProperty('confirmedBy');
});
