import { expect, it } from 'vitest';
import type { Draft, Reading } from '../../src/protocol/reading.ts';
import { accepted, heldOffer } from '../../src/worker/desk-offers.ts';
import type { Suspicion } from '../../src/worker/quorum.ts';
import { draftQuote } from '../support/worker-rig.ts';

const word = { offer: { draft: draftQuote('A', '200', 2_000) }, source: 'acme', origin: 'acme' };
const held = { ...draftQuote('A', '600', 1_000), confirmedBy: 'other', e: 1, s: 1 } as Reading;
const verdict = { kind: 'accept', word } as const;

it('lets who confirmed a price stand for what follows from it, and not for a jump that an operator agreed to', () => {
  expect(accepted('share', verdict, held).draft).toMatchObject({ confirmedBy: 'other' });
  expect(accepted('share', { ...verdict, confirmedBy: 'third' }, held).draft).toMatchObject({
    confirmedBy: 'third',
  });
  expect(accepted('share', { ...verdict, agreedBy: 'ana' }, held).draft).not.toHaveProperty('confirmedBy');
});

it('says nobody who confirmed a price of before a split, and who confirmed the split itself', () => {
  const quoted = (price: string, reference: string) =>
    ({ kind: 'quote', price, basis: 'prevClose', reference }) as const;
  const split = { ...word, offer: { draft: { ...word.offer.draft, value: quoted('200', '198') } as Draft } };
  const before = { ...held, value: quoted('600', '594') } as Reading;
  expect(accepted('share', { ...verdict, word: split }, before).draft).not.toHaveProperty('confirmedBy');
  const confirmed = accepted('share', { ...verdict, word: split, confirmedBy: 'third' }, before);
  expect(confirmed).toMatchObject({ draft: { confirmedBy: 'third' }, series: [{ price: '200' }] });
});

it('holds a price in doubt without the mark of an order that has ended', () => {
  const offer = heldOffer('share', { word, since: 2_000 } as Suspicion, { ...held, pinned: true } as Reading);
  expect(offer?.draft).toMatchObject({ state: 'held', value: { price: '600' } });
  expect(offer?.draft).not.toHaveProperty('pinned');
});
