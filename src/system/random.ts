/** Chance, behind a function so that a test can say what comes up. */

/** A number from 0 (included) to 1 (not included). */
export type Random = () => number;

export const systemRandom: Random = () => Math.random();

/** A seeded sequence (mulberry32, public domain by T. Ettinger): the same seed gives the same numbers. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
