/** A view context for tests: English, Intl's formats, noon of a Monday. */
import { intlFormats } from '../../src/view/intl-format.ts';
import { words } from '../../src/view/languages/en.ts';
import type { ViewContext } from '../../src/view/view-context.ts';

export const now = Date.UTC(2026, 10, 23, 12, 0, 0);

export function contextWith(more: Partial<ViewContext> = {}): ViewContext {
  return {
    now,
    locale: 'en-US',
    words,
    formats: intlFormats('en-US'),
    units: 'c',
    sources: {
      feed: { name: 'A Feed', text: 'Data from A Feed', href: 'https://feed.example', licence: 'free' },
    },
    ...more,
  };
}
