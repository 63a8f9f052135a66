/** What a reader can choose, the words of the settings, and these in English. */

/**
 * How figures move in colour: by the region of the language; green and red; red and green; red and blue; blue and orange.
 */
export const palettes = ['auto', 'western', 'east-asian', 'korean', 'colour-blind'] as const;
export type Palette = (typeof palettes)[number];

export const paces = ['live', 'minute', 'frozen'] as const;
export type Pace = (typeof paces)[number];

/** They come last in a language's list. */
export interface SettingsWords {
  /** In the empty field of a search. */
  readonly search: string;
  readonly nothingFound: string;
  readonly place: string;
  /** `{0}`: how many are chosen; `{1}`: the most that can be. */
  readonly chosen: string;
  readonly temperature: string;
  readonly palette: string;
  readonly palettes: Readonly<Record<Palette, string>>;
  readonly pace: string;
  readonly paces: Readonly<Record<Pace, string>>;
  /** A box to tick: the strip shows a line of words alone. */
  readonly collapsed: string;
  /** What the page's publisher chose. */
  readonly automatic: string;
  readonly share: string;
  /** The link was copied, or stands in the field to be copied by hand. */
  readonly copied: string;
  readonly shareLink: string;
  readonly forget: string;
  /** Said once that is done. */
  readonly forgotten: string;
  readonly private: string;
}

export const settingsWordsEn: SettingsWords = {
  search: 'Search',
  nothingFound: 'Nothing found',
  place: 'Place',
  chosen: '{0} of {1} chosen',
  temperature: 'Temperature',
  palette: 'Colours',
  palettes: {
    auto: 'By region',
    western: 'Up green, down red',
    'east-asian': 'Up red, down green',
    korean: 'Up red, down blue',
    'colour-blind': 'Up blue, down orange',
  },
  pace: 'Pace',
  paces: { live: 'Live', minute: 'Every minute', frozen: 'Frozen' },
  collapsed: 'Show one line only',
  automatic: 'Automatic',
  share: 'Share',
  copied: 'Link copied',
  shareLink: 'Link to share',
  forget: 'Forget my choices',
  forgotten: 'Choices forgotten',
  private: 'Kept in this browser alone.',
};
