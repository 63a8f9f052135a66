/** A reader's socket of the fault bench: how old each price on its screen is, looked at again and again. */
import { decodeServerMessage, subprotocol } from '../src/protocol/messages.ts';
import { hasValue, type Reading } from '../src/protocol/reading.ts';
import { openSocket } from '../src/system/socket-client.ts';
import { isAtMinute } from './poll-distances.ts';

export interface FaultReader {
  /** By source, the ages in ms of its prices since the last call. */
  takeAges(): ReadonlyMap<string, readonly number[]>;
  /** Readings since the last call with a figure that only a fault can have made. */
  takeWrong(): readonly string[];
  isConnected(): boolean;
  close(): void;
}

const lookEveryMs = 20;

/** The value of the fault `impossible`. */
const impossible = /[:"]-999999\b/;

export function createFaultReader(gateway: string): FaultReader {
  const shown = new Map<string, { readonly source: string; readonly asOf: number }>();
  const ages = new Map<string, number[]>();
  const wrong: string[] = [];
  let isConnected = true;

  const take = (reading: Reading) => {
    if (impossible.test(JSON.stringify(reading))) wrong.push(reading.id);
    if (hasValue(reading) && reading.value.kind === 'quote') shown.set(reading.id, reading);
    else shown.delete(reading.id);
  };
  const socket = openSocket({
    url: `${gateway.replace('http', 'ws')}/v1/live?board=bench`,
    protocol: subprotocol,
    onText(text) {
      const message = decodeServerMessage(text);
      if (message?.t === 'snap' || message?.t === 'upd') message.items.forEach(take);
    },
    onEnd() {
      isConnected = false;
    },
  });
  const look = () => {
    const now = Date.now();
    if (isAtMinute(now)) return;
    for (const { source, asOf } of shown.values()) {
      const held = ages.get(source) ?? [];
      ages.set(source, held);
      held.push(now - asOf);
    }
  };
  const timer = setInterval(look, lookEveryMs);
  return {
    takeAges() {
      const taken = new Map(ages);
      ages.clear();
      return taken;
    },
    takeWrong: () => wrong.splice(0),
    isConnected: () => isConnected,
    close() {
      clearInterval(timer);
      socket.close();
    },
  };
}
