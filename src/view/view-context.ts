/** Everything beside the reading that a tile's words depend on: whose clock, which language, which units. */
import type { SourceMeta } from '../protocol/meta.ts';
import type { FigureFormats, Formats } from './formats.ts';
import type { Words } from './words.ts';

export type TemperatureUnit = 'c' | 'f';

/** What figures alone depend on. */
export interface FigureContext {
  /** ms since the epoch by the server's clock, as far as the reader knows it. */
  readonly now: number;
  /** BCP 47 tag. */
  readonly locale: string;
  readonly words: Pick<Words, 'basisPoints'>;
  readonly formats: FigureFormats;
  readonly units: TemperatureUnit;
}

export interface ViewContext extends FigureContext {
  readonly words: Words;
  readonly formats: Formats;
  readonly sources: Readonly<Record<string, SourceMeta>>;
}
