/** What one gateway and one socket may cost; values only. */
import type { SessionLimits } from '../protocol/messages.ts';

export interface GatewayLimits extends SessionLimits {
  /** Sockets of this process. */
  readonly maxConnections: number;
  /**
   * Sockets of one remote address, of one /64 where it is IPv6; sized for readers behind a carrier's address translation.
   * Twice as many new ones in ten seconds.
   */
  readonly maxPerAddress: number;
  /** New sockets per second, and a tenth of that at once. */
  readonly handshakesPerS: number;
  /** Messages that a client may get wrong; with the last of them its socket is closed. */
  readonly maxBadMessages: number;
  /** A write that has not left after this many ms ends its socket. */
  readonly slowAfterMs: number;
  /** Whether a client without an Origin header, which no browser is, may connect. */
  readonly allowNoOrigin: boolean;
  /** Addresses or networks (`10.0.0.0/8`) whose X-Forwarded-For header is believed. */
  readonly trustedProxies: readonly string[];
}

export const defaultLimits: GatewayLimits = {
  maxItems: 64,
  maxPayloadBytes: 4096,
  maxMessagesPer10s: 10,
  maxConnections: 20_000,
  maxPerAddress: 100,
  // ws takes about 0.2 ms of CPU for a handshake: a tenth of a core goes to newcomers, the rest stays with readers.
  handshakesPerS: 500,
  maxBadMessages: 5,
  slowAfterMs: 60_000,
  allowNoOrigin: true,
  trustedProxies: [],
};

/** Lines of a request's head that are read; Node leaves out what comes behind them. */
export const maxHeaders = 100;

/** Where nothing is given, the default holds. */
export function limitsFrom(given: Partial<GatewayLimits> = {}): GatewayLimits {
  return { ...defaultLimits, ...given };
}

/**
 * No more sockets than three quarters of the files that the process may have open: where none is left, nobody is answered
 * any more, whoever asks whether the process lives among them, and no feed. Requests, feeds and the store have the rest.
 */
export function withinFiles(limits: GatewayLimits, openFiles = Number.POSITIVE_INFINITY): GatewayLimits {
  return { ...limits, maxConnections: Math.min(limits.maxConnections, Math.floor(openFiles * 0.75)) };
}

/** Of the files that may be open, an eighth is left to requests of readers, and one to feeds, the store and those on call. */
export function tcpConnectionsWithin(openFiles = Number.POSITIVE_INFINITY): number {
  return Math.floor(openFiles * 0.875);
}

/** The part that a client is told of. */
export function sessionLimitsOf({
  maxItems,
  maxPayloadBytes,
  maxMessagesPer10s,
}: SessionLimits): SessionLimits {
  return { maxItems, maxPayloadBytes, maxMessagesPer10s };
}
