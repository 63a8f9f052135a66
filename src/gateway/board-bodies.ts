/** One board as it stands: its body in all languages, and one for each language that its texts have, when first asked for. */
import { type ItemMeta, languagesOf, textIn } from '../protocol/meta.ts';
import type { BoardSnapshot } from '../protocol/snapshot.ts';
import type { Clock } from '../system/clock.ts';
import { withFinestForm } from './finest-form.ts';
import { jsonRepresentation, type Representation } from './representation.ts';

export interface BoardBodies {
  /** Of the whole content, and so of each body: a reader of any of them holds the board as it stands. */
  readonly tag: string;
  /** `lang`: a BCP 47 tag; undefined: all languages. Tags that come to the same texts share one body. */
  body(lang: string | undefined): Representation;
}

export function createBoardBodies(tag: string, board: BoardSnapshot, clock: Clock): BoardBodies {
  const bodies = new Map<string, Representation>();
  const known = new Set(board.meta.flatMap(({ name, region }) => Object.keys({ ...name, ...region })));
  return {
    tag,
    body(lang) {
      // By what the texts have, not by the tag: who makes up tags gets no more bodies made than there are languages.
      const languages = lang === undefined ? undefined : languagesOf(lang).filter((name) => known.has(name));
      const key = languages?.join() ?? '*';
      const held = bodies.get(key);
      if (held !== undefined) return held;
      const content = languages === undefined ? board : inLanguages(board, languages);
      const built = withFinestForm(jsonRepresentation(tag, content), clock);
      bodies.set(key, built);
      return built;
    },
  };
}

function inLanguages(board: BoardSnapshot, languages: readonly string[]): BoardSnapshot {
  const meta = board.meta.map((item): ItemMeta => {
    const region = item.region === undefined ? {} : { region: textIn(item.region, languages) };
    return { ...item, name: textIn(item.name, languages), ...region };
  });
  return { ...board, meta };
}
