/** The chunk of a place's warnings: loaded once there is something to tell of them, or a panel asks. */
import type { Reading } from '../../src/protocol/reading.ts';
import { type AlertsTile, alertsTile, saidOf } from '../../src/view/alert-chip.ts';
import { alertsAt, alertsValueOf, nextAlertChange } from '../../src/view/alerts-at.ts';
import type { ViewContext } from '../../src/view/view-context.ts';
import { adopt } from '../sheets.ts';
import { type AlertView, createAlertView } from './alert-view.ts';
import css from './warnings.css';

export { alertsAt, alertsTile, alertsValueOf, saidOf };

export interface WarningsView {
  /** A link of its own over the weather's report. */
  readonly element: HTMLAnchorElement;
  /** Shows what there is at the context's moment, and says what else is to be said; `zone`: the place's. */
  show(reading: Reading | undefined, zone: string | undefined, context: ViewContext): AlertsTile;
  /** The next moment at which that is something else by the clock alone; ms since the epoch. */
  nextChange(reading: Reading | undefined, now: number): number | undefined;
}

/** `where`: the box beside the temperature. */
export function createWarnings(shadow: ShadowRoot, where: HTMLElement): WarningsView {
  const view: AlertView = createAlertView();
  adopt(shadow, css);
  where.append(view.element);
  return {
    element: view.element,
    show(reading, zone, context) {
      const tile = alertsTile(reading, zone, context);
      view.show(tile.chip);
      return tile;
    },
    nextChange(reading, now) {
      const value = alertsValueOf(reading);
      return value && nextAlertChange(value, now);
    },
  };
}
