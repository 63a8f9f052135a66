/** What the settings' chunk draws, once it has come: most readers never ask for it. */
import { waiting } from './head.ts';
import { later } from './later.ts';
import type { Draw, DrawContext, PanelScope } from './panel-host.ts';
import type * as Settings from './settings-panel.ts';
import type { Child } from './tree.ts';

/** Loads the chunk, and again when the reader says so. `before`: what stands there until it has come. */
export function settingsLater(
  scope: PanelScope,
  make: (chunk: typeof Settings) => Draw,
  before: () => Child,
): Draw {
  const asked = later<typeof Settings, DrawContext>(scope, 'settings', make);
  // Beside each other, so that a head which is drawn anew by the chunk stays as it is, with the focus in it.
  return (context) => asked().value?.(context) ?? [before(), waiting(asked(), scope, '…')];
}
