/** What a reader presses to open each of the strip's panels, by the name of the panel; none where there are no panels. */
import { existsSync } from 'node:fs';
import { projectPath } from '../../src/system/project.ts';

export const panelOpeners: Readonly<Record<string, string>> = existsSync(projectPath('widget', 'panels'))
  ? {
      quote: '[part~=item] a, [part~=item] button',
      weather: '[part~=weather] a, [part~=weather] button',
      settings: '[part~=settings]',
    }
  : {};
