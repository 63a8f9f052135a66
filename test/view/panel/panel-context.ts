/** A panel's context for tests: English, noon of a Monday. */

import type { PanelContext } from '../../../src/view/panel/panel-context.ts';
import { viewKit } from '../../../src/view/panel/view-kit.ts';
import { words as panel } from '../../../src/view/panel-languages/en.ts';
import { contextWith } from '../context.ts';

export function panelContext(more: Partial<PanelContext> = {}): PanelContext {
  return { ...contextWith(), panel, kit: viewKit, ...more };
}
