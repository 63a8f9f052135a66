/** What the settings' chunk draws, once it has come: most readers never ask for it. */
import { waiting } from './head.ts';
import type { Draw, PanelScope } from './panel-host.ts';
import type * as Settings from './settings-panel.ts';

type SettingsChunk = typeof Settings;

/** Loads the chunk, and again when the reader says so. */
export function settingsLater(scope: PanelScope, make: (chunk: SettingsChunk) => Draw): Draw {
  let draw: Draw | undefined;
  let failed = false;
  const again = () =>
    scope.host
      .load('settings')
      .then(
        (chunk) => {
          draw = make(chunk as SettingsChunk);
        },
        () => {
          failed = true;
        },
      )
      .then(scope.redraw);

  void again();
  return (context) => draw?.(context) ?? [waiting({ value: undefined, failed, again }, scope)];
}
