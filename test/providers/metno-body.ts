/** A small locationforecast body, made up: hourly steps, then steps of six hours, then one with its instant alone. */

const hourMs = 3_600_000;

/** Instants; a field may be replaced to break it. */
export interface MetnoBody {
  type: string;
  properties: {
    meta: { updated_at: string; units: Record<string, unknown> };
    timeseries: MetnoStep[];
  };
}

export interface MetnoStep {
  time: string;
  data: Record<string, unknown> & { instant: { details: Record<string, unknown> } };
}

/** Hourly from `from` (ms since the epoch) for `hours`, then `sixes` steps of six hours and the last instant. */
export function metnoBody({ from, hours, sixes }: { from: number; hours: number; sixes: number }): MetnoBody {
  const hourly = Array.from({ length: hours }, (_, index) => hourStep(from + index * hourMs, index));
  const later = from + hours * hourMs;
  const six = Array.from({ length: sixes }, (_, index) => sixStep(later + 6 * index * hourMs, index));
  return {
    type: 'Feature',
    properties: {
      meta: {
        updated_at: '2026-11-23T06:31:12Z',
        units: {
          air_temperature: 'celsius',
          precipitation_amount: 'mm',
          relative_humidity: '%',
          wind_from_direction: 'degrees',
          wind_speed: 'm/s',
        },
      },
      timeseries: [...hourly, ...six, instantStep(later + 6 * sixes * hourMs, 0)],
    },
  };
}

function instantStep(t: number, index: number): MetnoStep {
  const details = {
    air_temperature: 10 + index / 2,
    relative_humidity: 60 + index,
    wind_from_direction: 200 + index,
    wind_speed: 3 + index / 10,
  };
  return { time: new Date(t).toISOString().replace('.000', ''), data: { instant: { details } } };
}

function hourStep(t: number, index: number): MetnoStep {
  const step = instantStep(t, index);
  step.data.next_1_hours = period(index === 1 ? 'lightrainshowers_day' : 'cloudy', 0.1);
  step.data.next_6_hours = period('rain', 0.6);
  step.data.next_12_hours = { summary: { symbol_code: 'fair_day' } };
  return step;
}

function sixStep(t: number, index: number): MetnoStep {
  const step = instantStep(t, index);
  step.data.next_6_hours = period('snow', 1.5);
  return step;
}

function period(symbol: string, rainMm: number) {
  return { summary: { symbol_code: symbol }, details: { precipitation_amount: rainMm } };
}
