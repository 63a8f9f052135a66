/** How it stands with the way to the server, and how often figures are to be fetched meanwhile: functions of the connection. */
import type { FeedStatus } from '../feed.ts';
import type { ConnectionState } from './connection.ts';

// From here on the socket is not to be counted on: every other attempt is by events, and plain requests go on meanwhile.
export const pollAfterFailures = 3;
// Later than `max-age` and `stale-while-revalidate` of a board last, 31 s together (docs/protocol.md): within them a browser
// answers from its cache with what the request before brought, and figures would be one round behind.
const forcedPollMs = 40_000;
// What the reader chose, or the browser for them.
const chosenPollMs = 60_000;

/** What a status depends on beside the connection. */
export interface Circumstances {
  readonly hasBeenLive: boolean;
  /** Figures are to be fetched now and then, without a link. */
  readonly isChosen: boolean;
  /** Whether the last request for the board brought it; undefined where there has been none that counts. */
  readonly hasAnswered: boolean | undefined;
}

/** ms between two requests for the board; 0 where none are to be made. */
export function pollMsOf(state: ConnectionState, isChosen: boolean): number {
  if (isChosen) return chosenPollMs;
  return needsPolling(state) ? forcedPollMs : 0;
}

/** Of a board that is held. */
export function statusOf(
  state: ConnectionState,
  { hasBeenLive, isChosen, hasAnswered }: Circumstances,
): FeedStatus {
  if (state.at === 'live') return 'live';
  // What was chosen is believed to work until it does not; what is left over, once it has.
  if (isChosen) return hasAnswered === false ? 'lost' : 'polled';
  if (needsPolling(state)) return hasAnswered ? 'polled' : 'lost';
  return hasBeenLive && isFailing(state) ? 'lost' : 'connecting';
}

function isFailing(state: ConnectionState): boolean {
  return state.at === 'trying' && state.failures > 0;
}

function needsPolling(state: ConnectionState): boolean {
  if (state.at === 'trying') return state.failures >= pollAfterFailures;
  return state.at === 'refused' || state.at === 'away';
}
