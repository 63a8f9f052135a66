/** Fetches what a panel shows beyond the readings: each thing once it is asked for. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { ItemDetail } from '../../src/protocol/snapshot.ts';
import type { PanelScope } from './panel-host.ts';

/** How it stands with a request; `again` sends it anew. */
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
  const tell = (path: string, failed: boolean, value?: unknown) => {
    asked.set(path, { failed, value: value as never, again: () => void ask(path) });
    redraw();
  };
  const ask = async (path: string) => {
    tell(path, false);
    const answer = await host.env.getJson(`${host.base}/v1/${path}`, gone).catch(() => undefined);
    const body = answer?.status === 200 && answer.body;
    if (!gone.aborted) tell(path, !body, body);
  };
  return <T>(path: string) => {
    if (!asked.has(path)) void ask(path);
    return asked.get(path) as Asked<T>;
  };
}

export function detailOf(request: Request, id: ItemId): Asked<ItemDetail> {
  return request(`items/${id}`);
}
