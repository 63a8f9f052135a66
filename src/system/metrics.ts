/** Counters and gauges; the only file that knows the metrics library. */
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** Label values must come from config or code, never from a client: each new one costs memory for ever. */
export type Labels = Readonly<Record<string, string>>;
export type Count = (labels?: Labels, by?: number) => void;
export type Set = (value: number, labels?: Labels) => void;

export interface Metrics {
  /** `name` without prefix, ending in `_total`. Asking twice for one name gives the same counter. */
  counter(name: string, help: string, labels?: readonly string[]): Count;
  /** `name` without prefix. Times are seconds since the epoch (`…_timestamp_seconds`), never ages. */
  gauge(name: string, help: string, labels?: readonly string[]): Set;
  /** All of it in Prometheus' text format. */
  text(): Promise<string>;
}

const prefix = 'masthead_';

/** Metrics of one process, with Node's own (`masthead_process_…`, `masthead_nodejs_…`) where `ofProcess` asks for them. */
export function createMetrics(ofProcess = false): Metrics {
  const register = new Registry();
  if (ofProcess) collectDefaultMetrics({ register, prefix });
  return {
    counter(name, help, labels = []) {
      const held = register.getSingleMetric(prefix + name) as Counter | undefined;
      const counter =
        held ?? new Counter({ name: prefix + name, help, labelNames: [...labels], registers: [register] });
      return (values = {}, by = 1) => counter.inc(values, by);
    },
    gauge(name, help, labels = []) {
      const held = register.getSingleMetric(prefix + name) as Gauge | undefined;
      const gauge =
        held ?? new Gauge({ name: prefix + name, help, labelNames: [...labels], registers: [register] });
      return (value, values = {}) => gauge.set(values, value);
    },
    text: () => register.metrics(),
  };
}
