/** What a page has said aloud without being asked: each thing once, however many strips it has and however often they start anew. */

export interface Voice {
  /** The strip that speaks; the next one to be drawn does where there is none. */
  speaker: object | undefined;
  /** The loss of the link as it was told; '' while there is none. */
  loss: string;
  /** What holds and has been said. */
  told: readonly string[];
}

export const createVoice = (): Voice => ({ speaker: undefined, loss: '', told: [''] });

/** What of `facts` is news, all of which hold now. */
export function newsOf(voice: Voice, facts: readonly string[]): string[] {
  const news = facts.filter((fact) => !voice.told.includes(fact));
  voice.told = facts;
  return news;
}
