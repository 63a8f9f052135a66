/** What a chunk of its own draws, once it has come: most panels never ask for it. */
import { waiting } from './head.ts';
import type { PanelScope } from './panel-host.ts';
import type { Child } from './tree.ts';

/** Loads the chunk `name`, and again when the reader says so; says how it stands until `make` has its part drawn. */
export function later<Chunk, Given>(
  { host, words, redraw }: PanelScope,
  name: string,
  make: (chunk: Chunk) => (given: Given) => readonly Child[],
): (given: Given) => readonly Child[] {
  let draw: ReturnType<typeof make> | undefined;
  let failed = false;
  const load = () =>
    host
      .load(name)
      .then(
        (chunk) => {
          draw = make(chunk as Chunk);
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
  return (given) => draw?.(given) ?? [waiting({ value: undefined, failed, again }, { host, words })];
}
