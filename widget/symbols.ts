/** The weather symbols, as path data on a grid of 24; drawn for this project. Knows no DOM. */
import type { Condition } from '../src/protocol/reading.ts';

/** What a stroke depicts; its colour follows in the style sheet. Clouds are filled with paper and hide what is behind. */
export type Tone = 'sun' | 'moon' | 'cloud' | 'far' | 'water' | 'ice' | 'bolt' | 'mist';

export interface Stroke {
  readonly tone: Tone;
  readonly d: string;
}

const sun: Stroke = {
  tone: 'sun',
  d: 'M12 7.6a4.4 4.4 0 1 1-.01 0zM12 2.6v1.9M12 19.5v1.9M2.6 12h1.9M19.5 12h1.9M5.4 5.4l1.3 1.3M17.3 17.3l1.3 1.3M5.4 18.6l1.3-1.3M17.3 6.7l1.3-1.3',
};
const moon: Stroke = { tone: 'moon', d: 'M19.6 14.3A8.1 8.1 0 1 1 9.7 4.4a6.4 6.4 0 0 0 9.9 9.9z' };

// Behind a cloud: up and to the start, with the rays that the cloud leaves free.
const sunBehind: Stroke = {
  tone: 'sun',
  d: 'M9 5.6a3.5 3.5 0 1 1-.01 0zM9 1.7v1.3M2.6 9.1h1.3M4.5 4.6l.9.9M13.5 4.6l-.9.9M4.5 13.6l.9-.9',
};
const moonBehind: Stroke = { tone: 'moon', d: 'M13.1 9.4A5.3 5.3 0 1 1 7 3a4.2 4.2 0 0 0 6.1 6.4z' };
const sunHigh: Stroke = {
  tone: 'sun',
  d: 'M8.6 3.9a3.1 3.1 0 1 1-.01 0zM8.6.9v1M2.5 7h1.1M4.3 2.7l.7.7M12.9 2.7l-.7.7M4.3 11.3l.7-.7',
};
const moonHigh: Stroke = { tone: 'moon', d: 'M12.6 7.6A4.9 4.9 0 1 1 7 1.7a3.9 3.9 0 0 0 5.6 5.9z' };

const cloudFront: Stroke = {
  tone: 'cloud',
  d: 'M9.2 20.2a3.4 3.4 0 0 1-.3-6.7a4.6 4.6 0 0 1 9 1a2.9 2.9 0 0 1-.1 5.7z',
};
const cloudSmall: Stroke = {
  tone: 'cloud',
  d: 'M12.4 20.2a2.6 2.6 0 0 1-.3-5.1a3.6 3.6 0 0 1 7.1.8a2.2 2.2 0 0 1-.1 4.3z',
};
const cloudFar: Stroke = { tone: 'far', d: 'M11.2 6.3a4.3 4.3 0 0 1 8.1 1.5a2.9 2.9 0 0 1 .9 5.3' };
const cloudNear: Stroke = {
  tone: 'cloud',
  d: 'M6.4 19.4a3.6 3.6 0 0 1-.3-7.2a4.9 4.9 0 0 1 9.6 1.1a3.1 3.1 0 0 1-.1 6.1z',
};
// The same cloud, raised to leave room for what falls from it.
const cloudHigh: Stroke = {
  tone: 'cloud',
  d: 'M7.3 15.2a3.8 3.8 0 0 1-.4-7.5a5.1 5.1 0 0 1 10 1.1a3.2 3.2 0 0 1-.1 6.4z',
};
const cloudHighFront: Stroke = {
  tone: 'cloud',
  d: 'M9.2 16.2a3.2 3.2 0 0 1-.3-6.3a4.4 4.4 0 0 1 8.5 1a2.7 2.7 0 0 1-.1 5.3z',
};

const water = (d: string): Stroke => ({ tone: 'water', d });
const ice = (d: string): Stroke => ({ tone: 'ice', d });
const drizzle = water('M8.6 18.1l-.4 1.3M12.3 18.1l-.4 1.3M16 18.1l-.4 1.3M10.2 21l-.3 1M13.9 21l-.3 1');
const rain = water('M8.9 17.9l-1.1 3.6M12.6 17.9l-1.1 3.6M16.3 17.9l-1.1 3.6');
const heavyRain = water('M7.4 17.7l-1.4 4.7M10.6 17.7l-1.4 4.7M13.8 17.7l-1.4 4.7M17 17.7l-1.4 4.7');
const shower = water('M11.4 18.9l-1 3.3M15.6 18.9l-1 3.3');
const sleet = [water('M8.9 17.9l-1.1 3.6M16.3 17.9l-1.1 3.6'), ice('M12 19.9h.01')];
const snow = ice('M8.3 18.6h.01M12 20.9h.01M15.7 18.6h.01');
const heavySnow = ice('M7.2 18.3h.01M12 18.3h.01M16.8 18.3h.01M9.6 21.5h.01M14.4 21.5h.01');
const snowShower = ice('M10.8 19.4h.01M15 21.2h.01');
const bolt: Stroke = { tone: 'bolt', d: 'M12.7 14.1l-3.2 4.5h2.9l-1.3 4 3.9-5.2h-3l1.6-3.3z' };
const mist: Stroke = { tone: 'mist', d: 'M4.2 18.3h11.6M18.6 18.3h1.2M7.4 21.3h1M11.2 21.3h8' };

type Scene = readonly [day: readonly Stroke[], night: readonly Stroke[]];
const same = (...strokes: readonly Stroke[]): Scene => [strokes, strokes];

const scenes: Readonly<Record<Condition, Scene>> = {
  clear: [[sun], [moon]],
  fair: [
    [sunBehind, cloudSmall],
    [moonBehind, cloudSmall],
  ],
  'partly-cloudy': [
    [sunBehind, cloudFront],
    [moonBehind, cloudFront],
  ],
  cloudy: same(cloudFar, cloudNear),
  fog: same(cloudHigh, mist),
  drizzle: same(cloudHigh, drizzle),
  rain: same(cloudHigh, rain),
  'heavy-rain': same(cloudHigh, heavyRain),
  showers: [
    [sunHigh, cloudHighFront, shower],
    [moonHigh, cloudHighFront, shower],
  ],
  sleet: same(cloudHigh, ...sleet),
  snow: same(cloudHigh, snow),
  'heavy-snow': same(cloudHigh, heavySnow),
  'snow-showers': [
    [sunHigh, cloudHighFront, snowShower],
    [moonHigh, cloudHighFront, snowShower],
  ],
  thunder: same(cloudHigh, bolt),
};

/** The strokes of a symbol, back to front; none for a sky that this version does not know. */
export function symbolStrokes(condition: Condition | undefined, isDay: boolean): readonly Stroke[] {
  return (condition === undefined ? undefined : scenes[condition])?.[isDay ? 0 : 1] ?? [];
}
