/** Every budget of the page, in the order in which it is printed. */
import type { Row } from './rig.ts';
import { backForward } from './row-back-forward.ts';
import { firstMinute } from './row-first-minute.ts';
import { heap } from './row-heap.ts';
import { interactions } from './row-interactions.ts';
import { layoutShift } from './row-layout-shift.ts';
import { mainThread } from './row-main-thread.ts';
import { requests } from './row-requests.ts';
import { sizes } from './row-sizes.ts';
import { update } from './row-update.ts';

export const rows: readonly Row[] = [
  sizes,
  requests,
  firstMinute,
  layoutShift,
  mainThread,
  update,
  interactions,
  heap,
  backForward,
];
