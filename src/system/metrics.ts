/** Counters, gauges and histograms; the only file that knows the metrics library. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Label values must come from config or code, never from a client: each new one costs memory for ever. */
export type Labels = Readonly<Record<string, string>>;
export type Count = (labels?: Labels, by?: number) => void;
/** `undefined`: what the labels name is there no more, and its line goes. */
export type Set = (value: number | undefined, labels?: Labels) => void;
export type Observe = (value: number, labels?: Labels) => void;

export interface Metrics {
  /** `name` without prefix, ending in `_total`. Asking twice for one name gives the same counter. */
  counter(name: string, help: string, labels?: readonly string[]): Count;
  /** `name` without prefix. Times are seconds since the epoch (`…_timestamp_seconds`), never ages. */
  gauge(name: string, help: string, labels?: readonly string[]): Set;
  /** `name` without prefix, ending in its unit, such as `_seconds`; `buckets` are upper bounds in that unit. */
  histogram(name: string, help: string, labels?: readonly string[], buckets?: readonly number[]): Observe;
  /** All of it in Prometheus' text format. */
  text(): Promise<string>;
}

const prefix = 'masthead_';

/** From a fast answer to several slow ones in a row; one request ends after 5 s. */
const requestSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

// Gauges under a counter's suffix, of which the library keeps a second copy without it; linters of metrics object.
const misnamed = ['active_handles_total', 'active_requests_total', 'active_resources_total'];

function collectOfProcess(register: Registry): void {
  collectDefaultMetrics({ register, prefix });
  for (const name of misnamed) register.removeSingleMetric(`${prefix}nodejs_${name}`);
}

/** Metrics of one process, with Node's own (`masthead_process_…`, `masthead_nodejs_…`) where `ofProcess` asks for them. */
export function createMetrics(ofProcess = false): Metrics {
  const register = new Registry();
  if (ofProcess) collectOfProcess(register);
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
      return (value, values = {}) => (value === undefined ? gauge.remove(values) : gauge.set(values, value));
    },
    histogram(name, help, labels = [], buckets = requestSeconds) {
      const held = register.getSingleMetric(prefix + name) as Histogram | undefined;
      const options = { name: prefix + name, help, labelNames: [...labels], buckets: [...buckets] };
      const histogram = held ?? new Histogram({ ...options, registers: [register] });
      return (value, values = {}) => histogram.observe(values, value);
    },
    text: () => register.metrics(),
  };
}
