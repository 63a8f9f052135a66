/** What panels say as the tiles do: lent to them by the strip, whose code has all of it anyway. */
import { localText } from '../../protocol/meta.ts';
import { pointsOf } from '../../protocol/sparkline.ts';
import { correctionWords } from '../correction-words.ts';
import { displayText, httpsOnly } from '../display-text.ts';
import { decimalsFor } from '../formats.ts';
import { priceText } from '../price-text.ts';
import { quoteFigures, quoteValueOf } from '../quote-figures.ts';
import { sessionSpoken } from '../session-words.ts';
import { momentOf } from '../state-words.ts';
import { degrees } from '../temperature.ts';
import { tableFrom } from '../word-table.ts';

export const viewKit = {
  correctionWords,
  decimalsFor,
  degrees,
  displayText,
  httpsOnly,
  localText,
  momentOf,
  pointsOf,
  priceText,
  quoteFigures,
  quoteValueOf,
  sessionSpoken,
  tableFrom,
} as const;

export type ViewKit = typeof viewKit;
