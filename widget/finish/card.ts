/** The chunk of what only cards have: their tabs, and a style sheet. */
import css from './card.css';

export { createTabs } from './tabs.ts';
export { css };
