/** What a chunk of its own draws, once it has come: most panels never ask for it. */
import type { PanelScope } from './panel-host.ts';
import type { Asked } from './requests.ts';
import type { Child } from './tree.ts';

/** Loads the chunk `name`, and again when the reader says so; the value is what `make` draws with it. */
export function later<Chunk, Given>(
  { host, redraw }: PanelScope,
  name: string,
  make: (chunk: Chunk) => (given: Given) => readonly Child[],
): () => Asked<(given: Given) => readonly Child[]> {
  let value: ReturnType<typeof make> | undefined;
  let failed = false;
  const load = () =>
    host
      .load(name)
      .then(
        (chunk) => {
          value = make(chunk as Chunk);
        },
        () => {
          failed = true;
        },
      )
      .then(redraw);
  const again = () => {
    failed = false;
    redraw();
    void load();
  };

  void load();
  return () => ({ value, failed, again });
}
