/** How long a change takes from the store's word to the last reader of its frame; knows neither sockets nor readings. */
import type { Clock } from '../system/clock.ts';

export interface Deliveries {
  /** A tick's frame for one audience, with the oldest change in it heard at `heardAt` by the monotonic clock. */
  announce(frame: Buffer, heardAt: number): void;
  /** `frame` is handed to a socket; what comes back is to be called when it has left, or never will. Cheap for any other frame. */
  sending(frame: Buffer): (error?: Error | null) => void;
}

interface Delivery {
  readonly heardAt: number;
  underWay: number;
  /** When it last left whole. */
  leftAt?: number;
}

const nothing = () => {};

/**
 * One observation for each frame and none for each socket: when the last write of the frame has ended. Readers who were
 * still busy with another frame, and get these values in a later one, are not waited for; nor are those who went away.
 */
export function createDeliveries(clock: Clock, observe: (seconds: number) => void): Deliveries {
  const deliveries = new WeakMap<Buffer, Delivery>();
  return {
    announce: (frame, heardAt) => void deliveries.set(frame, { heardAt, underWay: 0 }),
    sending(frame) {
      const delivery = deliveries.get(frame);
      if (delivery === undefined) return nothing;
      delivery.underWay += 1;
      return (error) => {
        delivery.underWay -= 1;
        if (error == null) delivery.leftAt = clock.monotonic();
        if (delivery.underWay === 0 && delivery.leftAt !== undefined)
          observe((delivery.leftAt - delivery.heardAt) / 1_000);
      };
    },
  };
}
