/** What a finished strip is made of, and what can be asked of it as a whole. */
import { type ItemId, kindOf } from '../../src/protocol/item-id.ts';
import type { Formats } from '../../src/view/formats.ts';
import type { ViewContext } from '../../src/view/view-context.ts';
import type { Words } from '../../src/view/words.ts';
import type { LifeEnv } from '../env.ts';
import type { StripParts } from '../first-strip.ts';
import type { FeedLife } from '../life/feed-life.ts';
import type { Held } from '../model.ts';
import type { Furniture } from './furniture.ts';
import type { Guests } from './guests.ts';
import type { Shown } from './shown.ts';
import type { Tabs } from './tabs.ts';
import type { Tiles } from './tiles.ts';
import type { Voice } from './voice.ts';
import type { WarningsLater } from './warnings-later.ts';
import type { WeatherDress } from './weather-dress.ts';

export interface FinishedParts extends StripParts {
  readonly env: LifeEnv;
  readonly life: FeedLife;
  readonly shown: Shown;
  readonly guests: Guests;
  readonly furniture: Furniture;
  readonly voice: Voice;
  readonly weather: WeatherDress;
  readonly warnings: WarningsLater;
  readonly tiles: Tiles;
  /** The card's. */
  readonly tabs: Tabs | undefined;
  readonly words: Words;
  readonly formats: Formats;
  /** The place and its warnings as they were last drawn; none before that. */
  readonly drawn: { place?: Held | undefined; alerts?: Held | undefined };
}

/** What the view wants to know of the moment to say anything. */
export function contextOf({ feed, words, settings, formats }: FinishedParts): ViewContext {
  const { locale, units } = settings;
  return { now: feed.now(), locale, words, formats, units, sources: feed.model.sources };
}

/** The reader's own, else the board's. */
export function quoteIdsOf({ feed, settings }: FinishedParts): readonly ItemId[] {
  return settings.quotes ?? feed.model.board.filter((id) => kindOf(id) === 'quote');
}
