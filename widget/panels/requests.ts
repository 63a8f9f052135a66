/** Fetches what a panel shows beyond the readings: each thing once it is asked for. */
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
  const newest = new Map<string, object>();
  const tell = (path: string, failed: boolean, value: unknown = asked.get(path)?.value) => {
    asked.set(path, { failed, value: value as never, again: () => void ask(path) });
    redraw();
  };
  const ask = async (path: string) => {
    const own = {};
    newest.set(path, own);
    tell(path, false);
    const answer = await host.env.getJson(`${host.base}/v1/${path}`, gone).catch(() => undefined);
    const body = answer?.status === 200 && answer.body;
    // An answer that a later question has overtaken may be older than what stands.
    if (!gone.aborted && newest.get(path) === own) tell(path, !body, body || undefined);
  };
  return <T>(path: string) => {
    if (!asked.has(path)) void ask(path);
    return asked.get(path) as Asked<T>;
  };
}
