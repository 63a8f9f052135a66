/** What the settings' chunk draws, once it has come: most readers never ask for it. */
import { later } from './later.ts';
import type { Draw, DrawContext, PanelScope } from './panel-host.ts';
import type * as Settings from './settings-panel.ts';

/** Loads the chunk, and again when the reader says so. */
export function settingsLater(scope: PanelScope, make: (chunk: typeof Settings) => Draw): Draw {
  return later<typeof Settings, DrawContext>(scope, 'settings', make);
}
