/** Stands for the warnings until their chunk has come, which most places never need. */
import type { Chunks } from '../chunks.ts';
import type * as Chunk from './warnings.ts';

export type WarningsLater = Pick<Chunk.WarningsView, 'show' | 'nextChange'>;

const nothing = { chip: undefined, note: '', spoken: '' } as const;

/** Asks for the chunk when there is a reading to tell of, and again at the next drawing where it does not come. */
export function warningsLater(
  chunks: Pick<Chunks, 'load'>,
  come: (chunk: typeof Chunk) => Chunk.WarningsView,
): WarningsLater {
  let view: Chunk.WarningsView | undefined;
  let isAsked = false;

  const ask = () => {
    isAsked = true;
    chunks.load('warnings').then(
      (chunk) => {
        view = come(chunk as typeof Chunk);
      },
      () => {
        isAsked = false;
      },
    );
  };
  return {
    show(reading, zone, context) {
      if (reading !== undefined && !isAsked) ask();
      return view?.show(reading, zone, context) ?? nothing;
    },
    nextChange: (reading, now) => view?.nextChange(reading, now),
  };
}
