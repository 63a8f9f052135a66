/** Decides who may connect, before any socket or stream is made of a request; pure. */
import type { ItemId } from '../protocol/item-id.ts';
import { subprotocol } from '../protocol/messages.ts';
import type { Admissions } from './catalogue.ts';

/** What the client says of itself; nothing of it is trusted. */
export interface HandshakeRequest {
  readonly method: string;
  readonly path: string;
  readonly board: string | undefined;
  /** The Origin header as it came; undefined where there was none. */
  readonly origin: string | undefined;
  /** The Host header: whom the client means to speak to. */
  readonly host: string | undefined;
  readonly protocols: readonly string[];
}

/** How busy the gateway is at this moment. */
export interface LoadSituation {
  readonly draining: boolean;
  readonly hasState: boolean;
  readonly connectionsLeft: number;
  readonly connectionsLeftForAddress: number;
  readonly rateLeft: boolean;
}

/** What the gateway may show, to whom, and how busy it is. */
export interface HandshakeSituation extends LoadSituation {
  readonly path: string;
  readonly boards: ReadonlyMap<string, readonly ItemId[]>;
  readonly admissions: Admissions;
  readonly allowNoOrigin: boolean;
}

/** Also the values of a metric's label. */
export type HandshakeRefusal =
  | 'path'
  | 'method'
  | 'origin'
  | 'board'
  | 'board-of-other-site'
  | 'subprotocol'
  | 'pipelined'
  | 'draining'
  | 'no-state'
  | 'full'
  | 'address'
  | 'rate';

export type HandshakeVerdict =
  | { readonly ok: true; readonly items: readonly ItemId[] }
  | { readonly ok: false; readonly status: number; readonly reason: HandshakeRefusal };

/** A status of 503 means: later, or another gateway. */
export function judgeHandshake(request: HandshakeRequest, situation: HandshakeSituation): HandshakeVerdict {
  if (request.path !== situation.path) return refuse(404, 'path');
  if (request.method !== 'GET') return refuse(405, 'method');
  if (!isOriginAllowed(request, situation)) return refuse(403, 'origin');
  const board = request.board ?? '';
  const items = situation.boards.get(board);
  if (items === undefined) return refuse(404, 'board');
  if (!isBoardAllowed(request, board, situation)) return refuse(403, 'board-of-other-site');
  if (!request.protocols.includes(subprotocol)) return refuse(400, 'subprotocol');
  return judgeLoad(situation) ?? { ok: true, items };
}

export interface StreamSituation extends LoadSituation, Pick<HandshakeSituation, 'boards'> {
  /** Another answer on the same connection has to end first. */
  readonly pipelined: boolean;
}

/**
 * A stream of events is public like a board over HTTP: any page may read it, as the browser's rules for both are the same.
 * One that waits for its turn would be a reader to whom nothing can be written, and of whose end nobody is told.
 */
export function judgeStream(board: string, situation: StreamSituation): HandshakeVerdict {
  const items = situation.boards.get(board);
  if (items === undefined) return refuse(404, 'board');
  if (situation.pipelined) return refuse(400, 'pipelined');
  return judgeLoad(situation) ?? { ok: true, items };
}

function judgeLoad(situation: LoadSituation): HandshakeVerdict | undefined {
  if (situation.draining) return refuse(503, 'draining');
  if (!situation.hasState) return refuse(503, 'no-state');
  if (situation.connectionsLeft <= 0) return refuse(503, 'full');
  if (situation.connectionsLeftForAddress <= 0) return refuse(503, 'address');
  if (!situation.rateLeft) return refuse(503, 'rate');
  return undefined;
}

/** Compared as it came: a header that has to be parsed before it matches is not one that a browser sends. */
function isOriginAllowed(
  request: HandshakeRequest,
  { admissions, allowNoOrigin }: HandshakeSituation,
): boolean {
  if (request.origin === undefined) return allowNoOrigin;
  return admissions.has(request.origin) || isOwn(request);
}

function isBoardAllowed(
  request: HandshakeRequest,
  board: string,
  { admissions }: HandshakeSituation,
): boolean {
  const { origin } = request;
  return origin === undefined || admissions.get(origin)?.has(board) === true || isOwn(request);
}

/** A page of this very host: our own, to be framed. Who may frame it is that page's to say. */
function isOwn({ origin, host }: HandshakeRequest): boolean {
  return host !== undefined && host !== '' && (origin === `https://${host}` || origin === `http://${host}`);
}

function refuse(status: number, reason: HandshakeRefusal): HandshakeVerdict {
  return { ok: false, status, reason };
}
