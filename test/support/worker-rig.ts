/** What tests of the worker share: a provider, an HTTP client, a log and metrics that they can script and read. */
import type { Draft, QuoteValue } from '../../src/protocol/reading.ts';
import type { Answer, Cadence, Observation, Provider } from '../../src/providers/provider.ts';
import type { Change, WorkerStore } from '../../src/store/store.ts';
import type { Clock } from '../../src/system/clock.ts';
import type { StartBeat } from '../../src/system/cron.ts';
import type { HttpAnswer } from '../../src/system/http.ts';
import type { HttpClient } from '../../src/system/http-client.ts';
import type { Log, LogFields } from '../../src/system/log.ts';
import type { Labels, Metrics } from '../../src/system/metrics.ts';
import type { UpstreamErrorKind } from '../../src/system/upstream-error.ts';
import type { FeedItem, FeedPlan } from '../../src/worker/plan.ts';

export const continuous = { kind: 'continuous', everyMs: 15_000, staleAfterMs: 120_000 } as const;
export const fixing = {
  kind: 'fixing',
  calendar: 'target',
  zone: 'Europe/Berlin',
  fixedAt: '14:15',
  publishedAt: '16:00',
  watchEveryMs: 300_000,
  idleEveryMs: 3_600_000,
  graceMs: 10_800_000,
} as const;
export const model = {
  kind: 'model',
  everyMs: 1_800_000,
  stepMs: 3_600_000,
  staleAfterRunMs: 86_400_000,
} as const;

/** A provider that answers every ask with a price of 1 as of the try, unless told otherwise. */
export function makeProvider(overrides: Partial<Provider> = {}): Provider {
  return {
    id: 'acme',
    origin: 'acme',
    kinds: ['quote', 'weather'],
    baseUrl: 'https://acme.example',
    terms: {
      licence: 'none',
      attribution: { name: 'Acme', text: 'Data from Acme', href: 'https://acme.example' },
      display: 'free',
      needs: 'nothing',
      source: 'https://acme.example/terms',
    },
    limits: { batchMax: 20, minIntervalMs: 5_000 },
    cadence: continuous,
    delay: 'realtime',
    fetch: async (asks, { now }) => asks.map(({ id }) => accept(id, observe('1', now))),
    ...overrides,
  };
}

export function observe(
  price: string,
  asOf: number,
  { basis, ...rest }: Partial<Omit<Observation, 'value'>> & Pick<QuoteValue, 'basis'> = {},
): Observation {
  return { asOf, value: { kind: 'quote', price, ...(basis === undefined ? {} : { basis }) }, ...rest };
}

export function accept(id: Answer['id'], observation: Observation): Answer {
  return { id, ok: true, observation };
}

export function refuse(id: Answer['id'], kind: UpstreamErrorKind, message = 'refused'): Answer {
  return { id, ok: false, refusal: { kind, message } };
}

export function makePlan(
  provider: Provider,
  names: readonly string[] = ['A', 'B'],
  overrides: Partial<FeedPlan> = {},
): FeedPlan {
  const items = names.map(
    (name): FeedItem => ({
      id: `quote:${name}`,
      cls: 'crypto',
      symbol: name,
      tier: 'primary',
      rank: 0,
    }),
  );
  return { id: provider.id, provider, items, cadence: provider.cadence as Cadence, ...overrides };
}

export function draftQuote(
  name: string,
  price: string,
  asOf: number,
  basis: QuoteValue['basis'] = 'utcDayOpen',
): Draft {
  return {
    id: `quote:${name}`,
    state: 'live',
    asOf,
    staleAt: asOf + 120_000,
    source: 'acme',
    tier: 'primary',
    delay: 'realtime',
    value: { kind: 'quote', price, basis },
  };
}

export interface ScriptedHttp extends HttpClient {
  /** What the next requests are answered with. */
  answer: (path: string) => Promise<HttpAnswer>;
  readonly asked: readonly string[];
  forgotten(): number;
  closed(): boolean;
}

export function makeHttp(): ScriptedHttp {
  const asked: string[] = [];
  let forgotten = 0;
  let closed = false;
  return {
    answer: async () => makeAnswer({}),
    asked,
    get(path) {
      asked.push(path);
      return this.answer(path);
    },
    forget: () => {
      forgotten += 1;
    },
    news: () => undefined,
    remember: () => {},
    close: () => {
      closed = true;
    },
    forgotten: () => forgotten,
    closed: () => closed,
  };
}

export function makeAnswer(overrides: Partial<HttpAnswer>): HttpAnswer {
  return {
    status: 200,
    contentType: 'application/json',
    text: '{}',
    confirmedAt: 0,
    freshUntil: undefined,
    from: 'network',
    ...overrides,
  };
}

export interface LogLine {
  readonly level: keyof Log;
  readonly event: string;
  readonly fields: LogFields;
}

export function recordLog(): { readonly log: Log; readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const write =
    (level: keyof Log) =>
    (event: string, fields: LogFields = {}) => {
      lines.push({ level, event, fields });
    };
  return {
    log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
    lines,
  };
}

/** Values by name and labels, such as `feed_polls_total acme ok`. */
export function recordMetrics(): { readonly metrics: Metrics; readonly values: Map<string, number> } {
  const values = new Map<string, number>();
  const keyOf = (name: string, labels: Labels = {}) => [name, ...Object.values(labels)].join(' ');
  const metrics: Metrics = {
    counter:
      (name) =>
      (labels, by = 1) => {
        values.set(keyOf(name, labels), (values.get(keyOf(name, labels)) ?? 0) + by);
      },
    gauge: (name) => (value, labels) => {
      if (value === undefined) values.delete(keyOf(name, labels));
      else values.set(keyOf(name, labels), value);
    },
    // The sum of what was observed.
    histogram: (name) => (value, labels) => {
      values.set(keyOf(name, labels), (values.get(keyOf(name, labels)) ?? 0) + value);
    },
    text: async () => '',
  };
  return { metrics, values };
}

/** A beat that follows the given clock, whatever the expression. */
export function beatWith(clock: Clock): StartBeat {
  return (_expression, onBeat) => clock.every(1_000, () => void onBeat());
}

/** A store that can be made to fail, to hang or to answer as told; every call is counted. */
export function interruptStore(store: WorkerStore): {
  readonly store: WorkerStore;
  /** Takes the place of single calls from now on. */
  readonly over: Partial<WorkerStore>;
  readonly published: (readonly Change[])[];
} {
  const over: Partial<WorkerStore> = {};
  const published: (readonly Change[])[] = [];
  const pick = <K extends keyof WorkerStore>(name: K): WorkerStore[K] =>
    over[name] ?? (store[name].bind(store) as WorkerStore[K]);
  return {
    over,
    published,
    store: {
      acquire: (seeker) => pick('acquire')(seeker),
      renew: (...args) => pick('renew')(...args),
      release: (owner) => pick('release')(owner),
      watchLease: (listener) => pick('watchLease')(listener),
      watch: (listener) => pick('watch')(listener),
      remember: (...args) => pick('remember')(...args),
      recall: (names) => pick('recall')(names),
      load: () => pick('load')(),
      give: (instruction) => pick('give')(instruction),
      orders: () => pick('orders')(),
      watchOrders: (listener) => pick('watchOrders')(listener),
      orderLog: () => pick('orderLog')(),
      lapse: (...args) => pick('lapse')(...args),
      restoreCorrections: (...args) => pick('restoreCorrections')(...args),
      restoreAccepted: (...args) => pick('restoreAccepted')(...args),
      restore: (...args) => pick('restore')(...args),
      publish: (fence, seq, changes) => {
        published.push(changes);
        return pick('publish')(fence, seq, changes);
      },
    },
  };
}

/** A promise that settles when the test says so. */
export function hold<T>(): {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
} {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
