/** The words that the strip says before anything but its own script has loaded, and these in English. */

/** All strings, as in every table of words; they come first in a language's list. */
export interface StripWords {
  /** Name of the whole strip, for screen readers. */
  readonly strip: string;
  readonly weather: string;
  readonly liveMarkets: string;
  readonly quotes: string;
  readonly pause: string;
  readonly live: string;
  readonly paused: string;
  readonly connecting: string;
  readonly loading: string;
  readonly unreachable: string;
  readonly unknownBoard: string;
  readonly demo: string;
}

export const stripWordsEn: StripWords = {
  strip: 'Weather and markets',
  weather: 'Weather',
  liveMarkets: 'Live Markets',
  quotes: 'Market quotes',
  pause: 'Pause updates',
  live: 'live',
  paused: 'paused',
  connecting: 'connecting',
  loading: 'Loading figures…',
  unreachable: 'No connection to the figures. Trying again.',
  unknownBoard: 'This board is unknown here. Trying again.',
  demo: 'demo data',
};
