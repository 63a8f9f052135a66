/** `masthead watch <url>`: follows a board of a running service, as a reader's strip would. */
import { systemClock } from '../system/clock.ts';
import { UpstreamError } from '../system/upstream-error.ts';
import { type Command, UsageError } from './command.ts';
import { durationMs, readOptions } from './options.ts';
import { watchBoard } from './watch-run.ts';

export const watch: Command = {
  name: 'watch',
  summary: 'follow a board of a running service in the terminal',
  help: `Usage: masthead watch <url> [--board <name>] [--once] [--for <time>] [--expect-live <number>] [--origin <origin>]

Fetches a board over HTTP, then follows it over its WebSocket, and shows each item's price, change, state, time and
source in the words of the strip; times are UTC. On a terminal the table is drawn anew with each change; through a pipe
each change is one line. A socket that ends is opened again.

Options:
  --board <name>         the board (front)
  --once                 print the board once its socket has brought it, and end
  --for <time>           end after this long, such as 500ms, 10s or 2m; with --once how long to wait (10s)
  --expect-live <number> how many items must be live and not stale: with --once at that look, else at any moment
                         within --for, which then ends at once
  --origin <origin>      the Origin header to send, where the service wants one

Exit codes: 0 it was followed, and what was expected came; 1 it could not be followed, or was not as expected, with the
reason; 2 wrong usage.`,
  async run(context) {
    const { flags, values, positionals } = readOptions('watch', context.args, {
      board: 'value',
      once: 'flag',
      for: 'value',
      'expect-live': 'value',
      origin: 'value',
    });
    const [address, ...more] = positionals;
    if (address === undefined || more.length > 0) throw new UsageError('watch takes one address');
    const url = serviceUrl(address);
    const limit = values.get('for');
    try {
      return await watchBoard(
        {
          url,
          board: values.get('board') ?? 'front',
          origin: values.get('origin'),
          once: flags.has('once'),
          forMs: limit === undefined ? undefined : durationMs(limit, '--for'),
          expectLive: countOf(values.get('expect-live')),
          clock: systemClock,
        },
        context,
      );
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      context.print(`${url.href}: ${error.message}; ${hint(error)}`);
      return 1;
    }
  },
};

function serviceUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new UsageError(`watch takes an address such as http://127.0.0.1:8080, got ${text}`);
  }
  if (url.search !== '' || url.hash !== '' || url.username !== '') {
    throw new UsageError('the address is the service itself, without a query, a fragment or a user');
  }
  return url;
}

function countOf(text: string | undefined): number | undefined {
  if (text !== undefined && !/^\d{1,4}$/.test(text)) {
    throw new UsageError(`--expect-live must be a whole number, got ${text}`);
  }
  return text === undefined ? undefined : Number(text);
}

/** What whoever typed the command may do about it. */
function hint({ kind, status }: UpstreamError): string {
  if (kind === 'not-found') return 'is there such a board, and a base path in the address?';
  if (status === 503) return 'it holds no state yet, or is going';
  return 'is the service running there?';
}
