/** What a page has said aloud without being asked: each thing once, however many strips it has and however often they start anew. */

export interface Voice {
  /** The strip that speaks; the next one that has news, and is rendered, does where there is none. */
  speaker: object | undefined;
  /** Since when the link has been lost, by the reader's clock; infinite while it is not. */
  since: number;
  /** The loss of the link as it was told; '' while there is none. */
  loss: string;
  /** What holds and has been said. */
  told: readonly string[];
}

export const createVoice = (): Voice => ({
  speaker: undefined,
  since: Number.POSITIVE_INFINITY,
  loss: '',
  told: [],
});
