/** Everything beside the reading that a tile's words depend on: whose clock, which language, which units. */
import type { SourceMeta } from '../protocol/meta.ts';
import type { Formats } from './formats.ts';
import type { Words } from './words.ts';

export type TemperatureUnit = 'c' | 'f';

export interface ViewContext {
  /** ms since the epoch by the server's clock, as far as the reader knows it. */
  readonly now: number;
  /** BCP 47 tag. */
  readonly locale: string;
  readonly words: Words;
  readonly formats: Formats;
  readonly units: TemperatureUnit;
  readonly sources: Readonly<Record<string, SourceMeta>>;
}
