/** Row 13: the version before beside this one. */
import type { Row } from './row.ts';

export const versionBefore: Row = {
  number: 13,
  fault: 'the version before beside this one',
  asked: 'readers, gateways and workers of both understand each other',
  run: async () => ({
    measured: 'not applicable yet',
    broken: [],
    notRun: 'there is no release before this one; from the second one on',
    figures: {},
  }),
};
