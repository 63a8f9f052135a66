/** The messages of `masthead.v1`: JSON text, `t` names the type. Encode, and decode that never throws. */
import { type ItemId, isItemId } from './item-id.ts';
import { parseJson } from './json.ts';
import type { SnapshotItem } from './snapshot.ts';

export const subprotocol = 'masthead.v1';

/** What the server allows on one socket. */
export interface SessionLimits {
  readonly maxItems: number;
  readonly maxPayloadBytes: number;
  readonly maxMessagesPer10s: number;
}

/** First frame. `now`: the server's clock, by which the reader corrects its own; `heartbeat`: ms between two `hb`. */
export interface Hello {
  readonly t: 'hello';
  readonly now: number;
  readonly epoch: number;
  readonly heartbeat: number;
  readonly limits: SessionLimits;
  readonly demo: boolean;
}

/** The board is as the client said it has it (`have=` its ETag): nothing to send. */
export interface Same {
  readonly t: 'same';
}

/** Every item of the session's audience as it stands. */
export interface Snap {
  readonly t: 'snap';
  readonly items: readonly SnapshotItem[];
}

/** Whole readings that are newer than what was sent before; a `spark` where no reader can draw it from them. */
export interface Upd {
  readonly t: 'upd';
  readonly items: readonly SnapshotItem[];
}

/** `digest`: `digestOf` all readings of this session's audience. */
export interface Hb {
  readonly t: 'hb';
  readonly now: number;
  readonly digest: string;
}

/** The server is going; connect again at a random moment within `window` ms. The old socket is served meanwhile. */
export interface Drain {
  readonly t: 'drain';
  readonly window: number;
}

export type ErrorCode = 'bad-json' | 'bad-message' | 'unknown-item' | 'too-many-items';

/** A request was refused; the socket stays open. */
export interface Err {
  readonly t: 'err';
  readonly code: ErrorCode;
  readonly items?: readonly string[];
}

export type ServerMessage = Hello | Same | Snap | Upd | Hb | Drain | Err;

/** The reader's own additions to its board; each `sub` replaces the one before. */
export interface Sub {
  readonly t: 'sub';
  readonly items: readonly ItemId[];
}

export type ClientMessage = Sub;

export function encode(message: ServerMessage | ClientMessage): string {
  return JSON.stringify(message);
}

export type DecodedClientMessage =
  | { readonly ok: true; readonly message: ClientMessage }
  /** A type of a later version: to be ignored. */
  | { readonly ok: false; readonly code: 'unknown-type' }
  | { readonly ok: false; readonly code: 'bad-json' | 'bad-message' }
  | { readonly ok: false; readonly code: 'unknown-item'; readonly items: readonly string[] };

/** What a client sent, as a message or a named error. Never throws. */
export function decodeClientMessage(text: string): DecodedClientMessage {
  const raw = parseJson(text);
  if (raw === undefined) return { ok: false, code: 'bad-json' };
  if (!isRecord(raw) || typeof raw.t !== 'string') return { ok: false, code: 'bad-message' };
  if (raw.t !== 'sub') return { ok: false, code: 'unknown-type' };
  if (!Array.isArray(raw.items)) return { ok: false, code: 'bad-message' };
  const bad = raw.items.filter((item) => !isItemId(item));
  if (bad.length > 0) return { ok: false, code: 'unknown-item', items: bad.map(nameOf) };
  return { ok: true, message: { t: 'sub', items: raw.items as ItemId[] } };
}

const serverTypes = /^(hello|same|snap|upd|hb|drain|err)$/;

/**
 * What a server sent; undefined for anything unreadable and for types of a later version, which a client ignores.
 * Trusts the fields of a known type: both ends are built from this file, and a snapshot may be large.
 */
export function decodeServerMessage(text: string): ServerMessage | undefined {
  // Whatever else JSON can be, a list or a number, has no type of ours.
  const raw = parseJson(text) as { readonly t?: unknown; readonly items?: unknown } | null | undefined;
  if (typeof raw?.t !== 'string' || !serverTypes.test(raw.t)) return undefined;
  if ((raw.t === 'snap' || raw.t === 'upd') && !Array.isArray(raw.items)) return undefined;
  return raw as ServerMessage;
}

/** What is no text goes by its type alone: String() throws for `{"toString":0}`, which any client can send. */
function nameOf(item: unknown): string {
  return typeof item === 'string' ? item.slice(0, 64) : typeof item;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
