/** Invented prices as a pure function of seed and instant; knows no exchange, no wire format and no clock. */

/** One source of movement; instruments that share a key move together. */
export interface Walk {
  readonly key: string;
  /** Standard deviation of a day's relative change, such as 0.01 for one percent. */
  readonly dailyVolatility: number;
}

export interface Instrument {
  readonly symbol: string;
  /** The level around which it moves. */
  readonly base: number;
  readonly decimals: number;
  /** How often the price may change, ms. */
  readonly tickMs: number;
  readonly walks: readonly Walk[];
}

const dayMs = 86_400_000;
const shortestPeriodMs = 2_000;
// 2 s doubled 22 times is 97 days: beyond that a price stays near its base, so that it is plausible at any date.
const octaves = 23;
// Value noise whose amplitude grows with the root of its period has about 1.35 times that spread from day to day.
const amplitudeOfVolatility = 0.75;

/** FNV-1a (32 bit) of the text's UTF-16 units. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Smooth noise from -1 to 1 that takes a new turn every `periodMs`; the same arguments give the same number. */
export function noiseAt(key: number, periodMs: number, t: number): number {
  const index = Math.floor(t / periodMs);
  const part = t / periodMs - index;
  const from = latticeValue(key, index);
  return from + (latticeValue(key, index + 1) - from) * part * part * (3 - 2 * part);
}

/** The instrument's price before rounding; the same seed and instant give the same number. */
export function levelAt(instrument: Instrument, seed: number, t: number): number {
  const at = Math.floor(t / instrument.tickMs) * instrument.tickMs;
  const drift = instrument.walks.reduce((sum, walk) => sum + walkAt(walk, seed, at), 0);
  return instrument.base * Math.exp(drift);
}

/** The instrument's price, rounded to its decimals. */
export function priceAt(instrument: Instrument, seed: number, t: number): number {
  return Number(levelAt(instrument, seed, t).toFixed(instrument.decimals));
}

function walkAt({ key, dailyVolatility }: Walk, seed: number, t: number): number {
  const hashed = hashText(`${seed}/${key}`);
  let sum = 0;
  for (let octave = 0; octave < octaves; octave += 1) {
    const periodMs = shortestPeriodMs * 2 ** octave;
    sum += Math.sqrt(periodMs / dayMs) * noiseAt(hashed + Math.imul(octave, 0x9e3779b1), periodMs, t);
  }
  return sum * dailyVolatility * amplitudeOfVolatility;
}

// The finalizer of MurmurHash3 (A. Appleby, public domain) spreads neighbouring indices over the whole range.
function latticeValue(key: number, index: number): number {
  let mixed = (key ^ Math.imul(index, 0x27d4eb2f)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2_147_483_648 - 1;
}
