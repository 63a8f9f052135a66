/** The gateway's figures for ops; every label value is one of a list in this program, never a client's. */
import { closeCodes } from '../protocol/close-codes.ts';
import type { Metrics } from '../system/metrics.ts';
import type { Transport } from './line.ts';

/** Plain numbers for what happens once per reader and update; handed over at each flush. */
export interface Tally {
  sent: number;
  encoded: number;
  /** Readings that a newer one replaced before they could be sent. */
  conflated: number;
}

export interface GatewayMetrics {
  readonly tally: Tally;
  /** `streams`: those of `open` that are server-sent events. */
  connections(open: number, streams: number): void;
  handshake(result: string, transport: Transport): void;
  closed(code: number, transport: Transport): void;
  slow(): void;
  /** A TCP connection for which there was no room. */
  dropped(): void;
  delivered(seconds: number): void;
  flush(): void;
}

// 1005 and 1006 never travel: RFC 6455, section 7.1.5, for "no code given" and "cut off".
const knownCodes: ReadonlySet<number> = new Set([...Object.values(closeCodes), 1002, 1005, 1006, 1007]);

/** A tick is a second by default; what takes longer than five of them waits for a reader whose line is stuck. */
const deliverySeconds = [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 5, 15, 60];

export function createGatewayMetrics(metrics: Metrics): GatewayMetrics {
  const connections = metrics.gauge('connections', 'Readers that are connected, by a socket or a stream.');
  const streams = metrics.gauge('event_streams', 'Of these, those with server-sent events.');
  const handshakes = metrics.counter('handshakes_total', 'Requests for a socket or a stream by result.', [
    'result',
    'transport',
  ]);
  const closes = metrics.counter('close_total', 'Ended connections by close code.', ['code', 'transport']);
  const sent = metrics.counter('frames_sent_total', 'Frames handed to connections.');
  const encoded = metrics.counter('frames_encoded_total', 'Frames encoded.');
  const conflated = metrics.counter('conflated_total', 'Readings replaced before a slow reader got them.');
  const slow = metrics.counter('slow_terminated_total', 'Connections ended because nothing got through.');
  const dropped = metrics.counter('dropped_total', 'TCP connections dropped because too many were open.');
  const delivery = metrics.histogram(
    'delivery_seconds',
    "From the store's word of a change until its frame has left for the last reader of an audience.",
    [],
    deliverySeconds,
  );
  streams(0);
  const tally: Tally = { sent: 0, encoded: 0, conflated: 0 };
  return {
    tally,
    connections(open, ofEvents) {
      connections(open);
      streams(ofEvents);
    },
    handshake: (result, transport) => handshakes({ result, transport }),
    closed: (code, transport) => closes({ code: knownCodes.has(code) ? String(code) : 'other', transport }),
    slow: () => slow(),
    dropped: () => dropped(),
    delivered: (seconds) => delivery(seconds),
    flush() {
      sent({}, tally.sent);
      encoded({}, tally.encoded);
      conflated({}, tally.conflated);
      Object.assign(tally, { sent: 0, encoded: 0, conflated: 0 });
    },
  };
}
