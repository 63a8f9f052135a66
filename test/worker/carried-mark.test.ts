import { expect, it } from 'vitest';
import { withMark } from '../../src/worker/carried-mark.ts';
import { draftQuote } from '../support/worker-rig.ts';

const markOf = (at: number) => ({ at, from: 1, to: 2 });
const draft = draftQuote('A', '1', 86_400_005);

it('goes on while the value is of its day, the newest of several, and no other is made', () => {
  expect(withMark(draft, markOf(6), markOf(7))).toEqual({ ...draft, corrected: markOf(7) });
  expect(withMark({ ...draft, corrected: markOf(6) }, undefined, markOf(7)).corrected).toEqual(markOf(7));
  expect(withMark({ ...draft, corrected: markOf(8) }, markOf(7)).corrected).toEqual(markOf(8));
  expect(withMark(draft, markOf(5))).toBe(draft);
  expect(withMark(draft, undefined)).toBe(draft);
});
