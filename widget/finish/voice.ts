/** What a page has said aloud without being asked: each thing once, however many strips it has and however often they start anew. */

import type { Cancel } from '../env.ts';

export interface Voice {
  /** The strip that speaks; the next one that has news, and is rendered, does where there is none. */
  speaker: object | undefined;
  /** The loss of the link as it is told; '' while there is none, or it may still pass. */
  loss: string;
  /** What holds and has been said. */
  told: readonly string[];
  /** Ends the wait for a loss to last. */
  passing?: Cancel | undefined;
}

export const createVoice = (): Voice => ({ speaker: undefined, loss: '', told: [] });
