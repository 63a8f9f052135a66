/** The words of the panels of quotes and places, and these in English. */
import type { ItemClass } from '../../protocol/meta.ts';
import type { BlankReason } from '../../protocol/reading.ts';

/** The eight directions, clockwise from north, as every table has them. */
export type CompassPoint = 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w' | 'nw';

/** They come first in a language's list, so that a panel needs no more of it. */
export interface ItemWords {
  /** Names of buttons and states, in the imperative or as a label: short. */
  readonly close: string;
  readonly failed: string;
  readonly retry: string;
  /** `{0}`: the item's name; leads to the publisher's own page on it. */
  readonly more: string;

  /** Headings of the weather panel. */
  readonly hours: string;
  readonly days: string;
  readonly warnings: string;
  /** Labels of its figures. */
  readonly wind: string;
  readonly humidity: string;
  /** Rain or melted snow over the hours that the panel shows. */
  readonly rain: string;
  readonly sunrise: string;
  readonly sunset: string;
  /** In place of both where the sun does not set, or does not rise, that day. */
  readonly polarDay: string;
  readonly polarNight: string;
  /** Where the wind comes from: follows its speed and a comma. */
  readonly windFrom: Readonly<Record<CompassPoint, string>>;
  /** `{0}`: who issued the warning. */
  readonly issuer: string;
  readonly otherPlace: string;

  /** `{0}`, `{1}`: the times at which the line begins and ends. */
  readonly chart: string;
  readonly noChart: string;
  /** Where the line is broken. */
  readonly seam: string;
  /** Lowest and highest of the line. */
  readonly range: string;

  /** Heading of what follows, down to `disclaimer`. */
  readonly about: string;
  /** Labels: what kind of figure, measured against what, of which time, how late, whose, confirmed by whom, under which licence. */
  readonly kind: string;
  readonly change: string;
  readonly asOf: string;
  readonly delay: string;
  readonly source: string;
  readonly check: string;
  readonly licence: string;
  readonly market: string;
  /** In plain words, for someone who has never traded. */
  readonly kinds: Readonly<Record<ItemClass, string>>;
  readonly open: string;
  /** `{0}`: a time. */
  readonly openUntil: string;
  readonly disclaimer: string;

  /** Headings over the reason: the figure is grey, or it bears a mark. */
  readonly whyGrey: string;
  readonly whyMarked: string;
  /** One sentence for each. `{0}`: as of when; `{1}`: until when it counted as new. */
  readonly stale: string;
  /** `{0}`: as of when. */
  readonly held: string;
  /** `{0}`: as of when. */
  readonly closed: string;
  /** `{0}`: as of when. */
  readonly pinned: string;
  /** `{0}`: since when there has been no value. */
  readonly blank: Readonly<Record<BlankReason, string>>;
  readonly unheard: string;
  readonly lost: string;
  readonly offline: string;
}

export const itemWordsEn: ItemWords = {
  close: 'Close',
  failed: 'This did not load.',
  retry: 'Try again',
  more: 'More on {0}',
  hours: 'Next hours',
  days: 'Next days',
  warnings: 'Warnings',
  wind: 'Wind',
  humidity: 'Humidity',
  rain: 'Precipitation, 24 hours',
  sunrise: 'Sunrise',
  sunset: 'Sunset',
  polarDay: 'The sun does not set',
  polarNight: 'The sun does not rise',
  windFrom: {
    n: 'northerly',
    ne: 'north-easterly',
    e: 'easterly',
    se: 'south-easterly',
    s: 'southerly',
    sw: 'south-westerly',
    w: 'westerly',
    nw: 'north-westerly',
  },
  issuer: 'Issued by {0}',
  otherPlace: 'Another place',
  chart: 'Chart from {0} to {1}',
  noChart: 'No chart yet.',
  seam: 'another source from here',
  range: 'Low and high',
  about: 'What is this number?',
  kind: 'What it is',
  change: 'Change',
  asOf: 'As of',
  delay: 'Delay',
  source: 'Source',
  check: 'Check',
  licence: 'Licence',
  market: 'Market',
  kinds: {
    index: 'The level of a group of shares, in points',
    share: 'The price of one share',
    fx: 'The price of the first currency in the second',
    crypto: 'The price of one coin',
    commodity: 'The price of a raw material',
    yield: 'What a government bond pays in a year',
    weather: 'Measured or forecast weather',
    alerts: 'Official warnings',
  },
  open: 'open',
  openUntil: 'open until {0}',
  disclaimer: 'Information, may be delayed, not for trading.',
  whyGrey: 'Why is this grey?',
  whyMarked: 'Why is this marked?',
  stale: 'This is from {0}. A newer figure was due by {1}.',
  held: 'A newer figure is so far off that a second source must confirm it. This one is from {0}.',
  closed: 'The market is closed. This is from {0}.',
  pinned: 'The newsroom keeps this figure from {0}.',
  blank: {
    'feed-failed': 'Its source has given nothing since {0}.',
    refused: 'Its source has sent what cannot be right since {0}.',
    'not-found': 'Its source has not listed it since {0}.',
    withdrawn: 'The newsroom took the figure back ({0}).',
  },
  unheard: 'No figure yet.',
  lost: 'The connection is lost. These are the last figures.',
  offline: 'You are offline. These are the last figures.',
};
