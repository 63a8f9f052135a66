/** Fetches what a panel shows beyond the readings: each thing once it is asked for. */
import type { Cancel } from '../env.ts';
import { request } from '../life/request.ts';
import type { PanelScope } from './panel-host.ts';

/** How it stands with a request; `again` sends it anew, and the value stays until another has come. */
export interface Asked<T> {
  readonly failed: boolean;
  readonly value: T | undefined;
  again(): void;
}

/** What stands at a path below `/v1/`. */
export type Request = <T>(path: string) => Asked<T>;

/** Asks for each thing once, when it is first wanted. */
export function createRequest({ host, redraw, gone }: PanelScope): Request {
  const asked = new Map<string, Asked<never>>();
  const running = new Map<string, Cancel>();
  const tell = (path: string, failed: boolean, value: unknown = asked.get(path)?.value) => {
    asked.set(path, { failed, value: value as never, again: () => ask(path) });
    redraw();
  };
  const ask = (path: string) => {
    // An answer that a later question has overtaken may be older than what stands.
    running.get(path)?.();
    tell(path, false);
    const stop = request(host.env, `${host.base}/v1/${path}`, (answer) => {
      const body = answer?.status === 200 && answer.body;
      tell(path, !body, body || undefined);
    });
    running.set(path, stop);
    gone.addEventListener('abort', stop);
  };
  return <T>(path: string) => {
    if (!asked.has(path)) ask(path);
    return asked.get(path) as Asked<T>;
  };
}
