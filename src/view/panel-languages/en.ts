/** The panels' words in English, which stand in for whatever another language lacks. */
import { itemWordsEn } from '../panel/item-words.ts';
import { settingsWordsEn } from '../panel/settings-words.ts';
import type { PanelWords } from '../panel-words.ts';

export const words: PanelWords = { ...itemWordsEn, ...settingsWordsEn };
