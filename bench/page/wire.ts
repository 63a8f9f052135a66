/** What goes over the wire for a page: its requests with their bytes, and its sockets' frames, as Chromium counts them. */
import type { CDPSession } from 'playwright-core';
import { decodeServerMessage } from '../../src/protocol/messages.ts';

export interface Asked {
  readonly url: string;
  /** Chromium's word: `Script`, `Fetch`, `Font` and so on; `WebSocket` for a socket. */
  readonly type: string;
  /** Headers and body as they travelled. */
  bytes: number;
}

export interface Wire {
  readonly asked: readonly Asked[];
  /** Bytes of all frames to and fro, their heads included, by the type of message. */
  readonly frames: ReadonlyMap<string, number>;
  /** Resolves when the whole board has come over a socket, with what had been asked until then. */
  readonly live: Promise<readonly Asked[]>;
}

/** Counts from now on. */
export async function watchWire(cdp: CDPSession): Promise<Wire> {
  const asked = new Map<string, Asked>();
  const frames = new Map<string, number>();
  const count = (type: string, bytes: number) => frames.set(type, (frames.get(type) ?? 0) + bytes);
  let isLive: (asked: readonly Asked[]) => void = () => {};
  const live = new Promise<readonly Asked[]>((resolve) => {
    isLive = resolve;
  });
  const add = (id: string, url: string, type: string) => asked.set(id, { url, type, bytes: 0 });
  cdp.on('Network.requestWillBeSent', ({ requestId, request, type }) =>
    add(requestId, request.url, type ?? ''),
  );
  cdp.on('Network.webSocketCreated', ({ requestId, url }) => add(requestId, url, 'WebSocket'));
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const entry = asked.get(requestId);
    if (entry !== undefined) entry.bytes += encodedDataLength;
  });
  cdp.on('Network.webSocketFrameSent', ({ response }) => {
    count('sent', frameBytes(response.payloadData, 4));
  });
  cdp.on('Network.webSocketFrameReceived', ({ response }) => {
    const message = decodeServerMessage(response.payloadData);
    count(message?.t ?? 'unknown', frameBytes(response.payloadData, 0));
    if (message?.t === 'snap' || message?.t === 'same') isLive([...asked.values()]);
  });
  await cdp.send('Network.enable');
  return {
    get asked() {
      return [...asked.values()];
    },
    frames,
    live,
  };
}

/** RFC 6455, 5.2: two bytes of head, two more from 126 bytes on, six more from 65,536 on; a client's frame has a mask. */
function frameBytes(payload: string, mask: number): number {
  const bytes = Buffer.byteLength(payload);
  return bytes + mask + (bytes < 126 ? 2 : bytes < 65_536 ? 4 : 10);
}
