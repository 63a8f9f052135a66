/** Fetches a board over HTTP until it has come, and again and again while asked to poll. */
import type { BoardSnapshot } from '../src/protocol/snapshot.ts';
import { backoffMs } from './backoff.ts';
import type { Cancel, Env, HttpAnswer } from './env.ts';

export type SnapshotFailure = 'unreachable' | 'unknown-board';

export interface SnapshotEvents {
  board(snapshot: BoardSnapshot, etag: string | undefined): void;
  failed(failure: SnapshotFailure): void;
}

export interface SnapshotClient {
  /** Fetches now, and after failures again with backoff until it has succeeded. */
  load(): void;
  /** While true, fetches every 30 s as well. */
  poll(on: boolean): void;
  stop(): void;
}

const deadlineMs = 10_000;
const pollMs = 30_000;

/** Fetches nothing until told to. */
export function createSnapshotClient(env: Env, url: string, events: SnapshotEvents): SnapshotClient {
  let polling = false;
  let failures = 0;
  let running: AbortController | undefined;
  let timer: Cancel = () => {};

  const stop = () => {
    timer();
    const round = running;
    running = undefined;
    round?.abort();
  };
  const load = async () => {
    stop();
    const round = new AbortController();
    running = round;
    timer = env.after(deadlineMs, () => round.abort());
    const answer = await env.getJson(url, round.signal).catch(() => undefined);
    if (running !== round) return;
    running = undefined;
    timer();
    settle(answer);
  };
  const settle = (answer: HttpAnswer | undefined) => {
    if (isGood(answer)) {
      failures = 0;
      if (polling) timer = env.after(pollMs, load);
      events.board(answer.body, answer.etag);
    } else {
      timer = env.after(polling ? pollMs : backoffMs(failures, env.random), load);
      failures += 1;
      events.failed(answer?.status === 404 ? 'unknown-board' : 'unreachable');
    }
  };

  return {
    load: () => void load(),
    poll(on) {
      if (on === polling) return;
      polling = on;
      if (running !== undefined) return;
      if (on) void load();
      else if (failures === 0) timer();
    },
    stop() {
      polling = false;
      stop();
    },
  };
}

function isGood(answer: HttpAnswer | undefined): answer is HttpAnswer & { readonly body: BoardSnapshot } {
  const body = answer?.body as Partial<BoardSnapshot> | null | undefined;
  return answer?.status === 200 && Array.isArray(body?.meta) && Array.isArray(body.items);
}
