import { expect, it } from 'vitest';
import { readInstruction } from '../src/app-instruction.ts';

const now = Date.UTC(2026, 10, 23, 12);
const context = { now, knows: (id: string) => id === 'quote:A' };
const asked = { item: 'quote:A', kind: 'withdraw', reason: 'wrong month', who: 'desk@host' };
const problemOf = (over: object) => {
  const read = readInstruction({ ...asked, ...over }, context);
  return read.ok ? undefined : read.problem;
};

it('takes an order with who, why and until when, as of now', () => {
  const until = now + 60_000;
  expect(readInstruction({ ...asked, until, at: 1 } as typeof asked, context)).toEqual({
    ok: true,
    instruction: { ...asked, until, at: now },
  });
});

it.each([
  [{ item: 'quote:B' }, /no item quote:B/],
  [{ item: 'BTC' }, /item id/],
  [{ item: undefined }, /item id/],
  [{ kind: 'erase' }, /kind must be/],
  [{ reason: undefined }, /reason/],
  [{ reason: ' \u0000\n ' }, /reason/],
  [{ who: '' }, /who/],
  [{ who: 7 }, /who/],
  [{ until: now }, /over/],
  [{ until: 'noon' }, /not a moment/],
  [{ until: Number.POSITIVE_INFINITY }, /not a moment/],
  [{ until: now + 400 * 86_400_000 }, /year/],
  [{ kind: 'release', until: now + 1 }, /takes no until/],
  [{ kind: 'correct' }, /from and to must be moments/],
  [{ kind: 'correct', from: 1, to: 'noon' }, /from and to must be moments/],
  [{ kind: 'correct', from: -1, to: 5 }, /from and to must be moments/],
  [{ kind: 'correct', from: 5, to: 5 }, /from must be before to/],
  [{ kind: 'correct', from: 5, to: now + 1 }, /ahead/],
])('says what is wrong with %j', (over, problem) => {
  expect(problemOf(over)).toMatch(problem);
});

it('takes a correction of a window that is over', () => {
  const correction = { ...asked, kind: 'correct', from: now - 60_000, to: now };
  expect(readInstruction(correction, context)).toEqual({ ok: true, instruction: { ...correction, at: now } });
});

it('keeps texts to one clean line of bounded length', () => {
  const read = readInstruction(
    { ...asked, reason: `a\nb\u202E\u0007${'x'.repeat(5_000)}`, who: `me\u0000${'y'.repeat(5_000)}` },
    context,
  );
  const { reason, who } = read.ok ? read.instruction : { reason: '', who: '' };
  expect([reason.length, who.length]).toEqual([300, 100]);
  expect(reason).toMatch(/^a bx/);
});
