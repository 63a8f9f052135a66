/** What a manifest of recorded answers may state of a reading; anything beyond is passed over. */
import { z } from 'zod';

const text = z.string().nullish();
const number = z.number().nullish();
export const expectedQuotes = z.array(
  z.looseObject({
    symbol: z.string(),
    price: z.string(),
    asOf: text,
    basis: z.string(),
    reference: z.string().optional(),
    change: text,
    changePct: text,
    currency: text,
    marketOpen: z.boolean().optional(),
  }),
);
export const expectedSeries = z.looseObject({
  base: z.string().optional(),
  basis: z.string().optional(),
  rows: z.number().optional(),
  dates: z.number().optional(),
  seriesCount: z.number().optional(),
  absentDates: z.array(z.string()).default([]),
  points: z.array(
    z.looseObject({
      series: z.string(),
      date: z.string(),
      value: z.string(),
      latest: z.boolean().optional(),
      previous: z.string().optional(),
      change: z.string().optional(),
      changePct: z.string().optional(),
      changeBp: z.number().optional(),
    }),
  ),
});
const expectedStep = z.looseObject({
  time: z.string().optional(),
  /** In the place of `time`, for periods. */
  start: z.string().optional(),
  end: z.string().optional(),
  tempC: number,
  windMs: number,
  humidityPct: number,
  precipMm: number,
  symbol: text,
  /** The sky in words. */
  text: z.string().optional(),
  isDay: z.boolean().optional(),
});
const step = expectedStep.nullish();
export const expectedWeather = z.looseObject({
  current: step,
  firstHour: step,
  lastStep: step,
  firstPeriod: step,
  secondPeriod: step,
  lastHour: z.string().optional(),
  updatedAt: z.string().optional(),
  steps: z.number().optional(),
  periods: z.number().optional(),
  hours: z.number(),
});
export const expectedAlerts = z.looseObject({
  count: z.number(),
  first: z
    .looseObject({
      id: z.string(),
      event: z.string(),
      severity: z.string(),
      issuer: z.string(),
      effective: text,
      onset: text,
      expires: text,
      ends: text,
    })
    .nullish(),
  activeAt: z.array(z.looseObject({ at: z.string(), count: z.number() })).default([]),
});
export const expectedLookup = z.record(z.string(), z.unknown());
export const expectedRefusal = z.looseObject({ refuse: z.string() });

export type ExpectedQuote = z.infer<typeof expectedQuotes>[number];
export type ExpectedSeries = z.infer<typeof expectedSeries>;
export type ExpectedStep = z.infer<typeof expectedStep>;
export type ExpectedWeather = z.infer<typeof expectedWeather>;
export type ExpectedAlerts = z.infer<typeof expectedAlerts>;
