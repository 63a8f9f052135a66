/** A connection to the Redis primary that is made anew for ever, and is found dead though nobody closed it. */
import type { Cancel, Clock } from '../system/clock.ts';
import { within } from '../system/deadline.ts';
import type { Random } from '../system/random.ts';
import { createRedisClient, type RedisClient } from './redis-client.ts';
import { isSameAddress, type RedisPrimary } from './redis-primary.ts';
import { StoreError } from './store.ts';

export interface RedisLinkOptions {
  readonly primary: RedisPrimary;
  readonly clock: Clock;
  readonly random: Random;
  /** Called with each new connection before it counts as up; one that it rejects is given up. */
  readonly prepare?: (client: RedisClient) => Promise<void>;
  /** A write that changes nothing: what a primary takes and a replica refuses. */
  readonly proof: readonly string[];
  readonly onUp?: () => void;
  /** Once for each connection, when it has answered the first check: one may come up again and again, and be lost each time. */
  readonly onSteady?: () => void;
  readonly onDown?: (reason: string) => void;
  /** A try to connect that came to nothing, or a command that was not done though the connection is up. */
  readonly onTrouble?: (reason: string) => void;
}

export interface RedisLink {
  /** Resolves after the first attempt, whatever came of it. */
  start(): Promise<void>;
  /** Rejects with a StoreError: away, slower than a second, or refused by the server, in its words. */
  send(args: readonly string[]): Promise<unknown>;
  /** Several commands as one MULTI, where the server is full one by one; resolves with their replies. */
  sendAll(commands: readonly (readonly string[])[]): Promise<readonly unknown[]>;
  isUp(): boolean;
  /** Why it is not up, or what was refused last; undefined where nothing is wrong. */
  trouble(): string | undefined;
  close(): void;
}

/** A command that takes longer is given up: every caller asks again by itself. */
const commandMs = 1_000;
const tooLate = 'no answer within a second';
/** An answer to PING may take longer than a command, so that a slow server is not taken for a dead one. */
const pingMs = 2_500;
/** With the wait for the answer a dead connection is known within 5 s. */
const checkEveryMs = 2_000;
const connectMs = 4_000;
/** Workers must be back within two seconds of Redis; jitter spreads a fleet. */
const backoffBaseMs = 50;
const backoffCapMs = 1_000;

/** The primary moved away or is no longer one: the connection is of no use. */
const wrongServer = /^(?:READONLY|MOVED|MASTERDOWN|CLUSTERDOWN)\b/;
const readOnly = /^READONLY\b/;
const full = /^OOM\b/;

export function createRedisLink(options: RedisLinkOptions): RedisLink {
  const { primary, clock, random } = options;
  let client: RedisClient | undefined;
  let opening: RedisClient | undefined;
  let address: Awaited<ReturnType<RedisPrimary['find']>> | undefined;
  let trouble: string | undefined = 'not connected yet';
  let closed = false;
  let failures = 0;
  let checking = false;
  let steady: RedisClient | undefined;
  const cancels = new Set<Cancel>();

  const drop = (reason: string) => {
    trouble = reason;
    const ended = client;
    client = undefined;
    ended?.destroy();
    opening?.destroy();
    opening = undefined;
    if (ended !== undefined) options.onDown?.(reason);
    else if (!closed) options.onTrouble?.(reason);
    if (!closed) retry();
  };

  const retry = () => {
    const waitMs = Math.min(backoffCapMs, backoffBaseMs * 2 ** failures);
    failures = Math.min(failures + 1, 10);
    const cancel = clock.after(waitMs * (0.5 + random() / 2), () => {
      cancels.delete(cancel);
      void connect();
    });
    cancels.add(cancel);
  };

  const connect = async (): Promise<void> => {
    if (closed || client !== undefined) return;
    try {
      address = await primary.find();
      const fresh = createRedisClient(address, ({ message }) => {
        if (client === fresh) drop(message);
      });
      opening = fresh;
      await within(clock, connectMs, prepared(fresh), () => new Error('no answer to the greeting'));
      if (closed || opening !== fresh) return fresh.destroy();
      opening = undefined;
      client = fresh;
      trouble = undefined;
      options.onUp?.();
    } catch (error) {
      drop(wordsOf(error));
    }
  };

  const prepared = async (fresh: ReturnType<typeof createRedisClient>): Promise<void> => {
    await fresh.connect();
    // A server that is still loading, or that swallows all, is not up though it took the connection.
    await fresh.send(['PING']);
    // Whoever has met a replica here writes, and would meet it again at once.
    if (readOnly.test(trouble ?? '')) await proven(fresh);
    await options.prepare?.(fresh);
  };

  const proven = (fresh: RedisClient): Promise<unknown> =>
    fresh.send(options.proof).catch((error: unknown) => {
      if (readOnly.test(wordsOf(error))) throw error;
    });

  const check = async (): Promise<void> => {
    const checked = client;
    if (checked === undefined || checking) return;
    checking = true;
    try {
      await within(clock, pingMs, checked.send(['PING']), () => new Error('no answer to PING'));
      // Only now: one that is taken and lost at once, for ever, must not be asked for at once for ever.
      failures = 0;
      if (client === checked && steady !== checked) {
        steady = checked;
        options.onSteady?.();
      }
      const now = primary.mayMove ? await primary.find() : undefined;
      if (now !== undefined && address !== undefined && !isSameAddress(now, address)) {
        throw new Error('another server is the primary now');
      }
    } catch (error) {
      if (client === checked && !isUnsure(error)) drop(wordsOf(error));
    } finally {
      checking = false;
    }
  };

  const send = async <T>(ask: (to: RedisClient) => Promise<T>): Promise<T> => {
    const asked = client;
    if (asked === undefined) throw new StoreError(`Redis is away: ${trouble ?? 'connecting'}`);
    try {
      const reply = await within(clock, commandMs, ask(asked), () => new Error(tooLate));
      trouble = undefined;
      return reply;
    } catch (error) {
      const words = wordsOf(error);
      // A script that it has forgotten is no trouble, it is sent again.
      if (!words.startsWith('NOSCRIPT')) trouble = words;
      if (client === asked && !words.startsWith('NOSCRIPT')) {
        if (wrongServer.test(words)) drop(words);
        // A connection that has just been lost is told of by its own error.
        else if (isSaid(words) || words === tooLate) options.onTrouble?.(words);
      }
      throw new StoreError(words);
    }
  };

  return {
    async start() {
      cancels.add(clock.every(checkEveryMs, () => void check()));
      await connect();
    },
    send: (args) => send((to) => to.send(args)),
    sendAll: (commands) =>
      send(async (to) => {
        const replies = [['MULTI'], ...commands, ['EXEC']].map((args) => to.send(args));
        const all = Promise.all(replies).then((each) => each.at(-1) as readonly unknown[]);
        // Within a MULTI a full server refuses to read as well. One by one they may differ by a write: newer is announced.
        return all.catch((error: unknown) => {
          if (!full.test(wordsOf(error))) throw error;
          return Promise.all(commands.map((args) => to.send(args)));
        });
      }),
    isUp: () => client !== undefined,
    trouble: () => trouble,
    close() {
      closed = true;
      for (const cancel of cancels) cancel();
      client?.destroy();
      opening?.destroy();
      client = undefined;
    },
  };
}

/** Sentinels that cannot be asked right now say nothing against a connection that answers. */
function isUnsure(error: unknown): boolean {
  return error instanceof StoreError;
}

/** The server's own word, which begins in capitals. */
export function isSaid(words: string): boolean {
  return /^[A-Z]{2,} /.test(words);
}

/** Without an address' user and password: the library's words hold neither. */
function wordsOf(error: unknown): string {
  const { message = String(error), code } = error as Error & { code?: string };
  return (message || code || 'unknown trouble').slice(0, 200);
}
