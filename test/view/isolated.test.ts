import { expect, it } from 'vitest';
import { isolated } from '../../src/view/isolated.ts';

it.each([
  ['−3\u00a0bp', '\u2066−3\u2069\u00a0bp'],
  ['−1\u00a0נ״ב', '\u2066−1\u2069\u00a0נ״ב'],
  ['−1,25\u00a0%', '\u2066−1,25\u00a0%\u2069'],
  ['%\u00a01,25', '\u2066%\u00a01,25\u2069'],
  ['12°', '\u206612°\u2069'],
  ['', ''],
])('%s keeps its signs on their sides, and the word after it with its line', (figure, kept) => {
  expect(isolated(figure)).toBe(kept);
});
