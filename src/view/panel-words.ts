/** What a table of words for the panels must offer: everything that only a panel says. Strings alone, `{0}` an argument. */
import type { ItemWords } from './panel/item-words.ts';
import type { SettingsWords } from './panel/settings-words.ts';

/** One language. Arguments are finished texts: names, numbers and times come formatted. */
export interface PanelWords extends ItemWords, SettingsWords {}
