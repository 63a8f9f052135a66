/** Recorded forecasts, read by MET Norway's provider; steps are counted as they stand in the body. */
import { z } from 'zod';
import { metno } from '../providers/metno.ts';
import { hoursOf } from '../providers/metno-days.ts';
import { parseForecast, type Step } from '../providers/metno-forecast.ts';
import type { Ask } from '../providers/provider.ts';
import { UpstreamError } from '../system/upstream-error.ts';
import type { Recording } from './recorded-manifest.ts';
import { isoTime, type Readings, type StepReading, stepReading } from './recorded-readings.ts';
import { contextOf, servedText } from './recorded-request.ts';

const place = z.looseObject({ lat: z.number(), lon: z.number(), altitude: z.number().optional() });

export async function readForecast(recording: Recording, text: string): Promise<Readings> {
  const { issuedAt, steps } = parseForecast(await servedText(recording, text, ['application/json']));
  const hourly = new Set(hoursOf(steps).map(({ t }) => t));
  const hours = steps.filter(({ t }) => hourly.has(t));
  const [firstHour, lastHour, lastStep] = [hours[0], hours.at(-1), steps.at(-1)];
  const reading = {
    updatedAt: isoTime(issuedAt),
    steps: steps.length,
    hours: hours.length,
    current: await currentOf(recording, text, steps),
    firstHour: firstHour ? stepReading(firstHour) : null,
    lastHour: lastHour ? isoTime(lastHour.t) : null,
    lastStep: lastStep ? stepReading(lastStep) : null,
  };
  return { kind: 'weather', readings: [reading] };
}

/** The present as a tile would show it, at the moment of the recording. */
async function currentOf(recording: Recording, text: string, steps: readonly Step[]): Promise<StepReading> {
  // What a page calls today does not matter here, so any zone will do.
  const { lat, lon, altitude } = place.parse(recording.request);
  const at = { lat, lon, zone: 'UTC', ...(altitude !== undefined && { altitude }) };
  const ask: Ask = { id: 'weather:recorded', symbol: '', place: at };
  const [answer] = await metno.fetch([ask], contextOf(recording, text));
  if (!answer?.ok) throw new UpstreamError(answer?.refusal.kind ?? 'empty', 'no present in the forecast');
  const { asOf, value } = answer.observation;
  if (value.kind !== 'weather') throw new UpstreamError('shape', 'the forecast is no weather');
  const bodyStep = steps.find(({ t }) => t === asOf);
  return {
    time: isoTime(asOf),
    tempC: value.tempC,
    windMs: value.windMs ?? null,
    humidityPct: value.humidityPct ?? null,
    precipMm: null,
    condition: value.condition ?? null,
    // A tile takes it from the sun where the symbol does not tell; that is not in the body.
    isDay: bodyStep ? stepReading(bodyStep).isDay : null,
  };
}
