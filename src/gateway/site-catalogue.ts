/** `/v1/catalogue`: all that a reader may choose from, built once for each change of the config. */
import type { ItemMeta } from '../protocol/meta.ts';
import type { SiteCatalogue } from '../protocol/snapshot.ts';
import type { Catalogue } from './catalogue.ts';
import { createRepresentation, type Representation, tagOf } from './representation.ts';

export interface SiteCatalogues {
  current(): Representation;
  /** To be told once the catalogue reads differently. */
  recatalogued(): void;
}

const json = 'application/json; charset=utf-8';
// Built as seldom as the config changes, so it may take its time: some ten milliseconds for a hundred items.
const brotliQuality = 9;

export function createSiteCatalogues(catalogue: Catalogue): SiteCatalogues {
  let built: Representation | undefined;
  return {
    current() {
      built ??= build(catalogue);
      return built;
    },
    recatalogued() {
      built = undefined;
    },
  };
}

function build(catalogue: Catalogue): Representation {
  const content: SiteCatalogue = { items: offeredOf(catalogue), sources: catalogue.sources };
  const body = Buffer.from(JSON.stringify(content));
  return createRepresentation({ contentType: json, tag: tagOf(body), body, brotliQuality });
}

function offeredOf({ meta, offered, boards }: Catalogue): readonly ItemMeta[] {
  if (offered === undefined) return [...meta.values()];
  const shown = new Set([...boards.values()].flat());
  return [...meta.values()].filter(({ id }) => offered.has(id) || shown.has(id));
}
