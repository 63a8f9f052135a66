/** What the panels of a quote and of a place have in common: name, reasons, what the number is, and waiting for the detail. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { ItemMeta } from '../../src/protocol/meta.ts';
import type { Reading } from '../../src/protocol/reading.ts';
import type { ItemDetail, Sparkline } from '../../src/protocol/snapshot.ts';
import { itemName, itemRegion } from '../../src/view/panel/item-name.ts';
import type { Details } from './details.ts';
import { head, waiting } from './head.ts';
import type { Draw, DrawContext, PanelScope } from './panel-host.ts';
import { aboutSection, whySection } from './parts.ts';
import type { Asked } from './requests.ts';
import { told } from './told.ts';
import { type Child, h } from './tree.ts';

/** What is known of the item now. */
export interface Shown {
  readonly meta: ItemMeta;
  readonly reading: Reading | undefined;
  readonly spark: Sparkline | undefined;
  /** The detail's line, whose prices are not rounded for drawing. */
  readonly whole: Sparkline | undefined;
  readonly detail: ItemDetail['detail'];
  readonly context: DrawContext;
}

/** First the figure itself, then all that stands between the reasons for its look and what it is. */
export type Parts = (shown: Shown) => readonly Child[];

/** `parts`: as they stand now; a chunk of their own may be on its way. */
export function itemPanel(scope: PanelScope, details: Details, id: ItemId, parts: () => Asked<Parts>): Draw {
  const { host } = scope;
  return (context) => {
    const asked = details(id, context.now);
    const own = parts();
    const all = together(own, asked);
    const item = asked.value;
    const meta = host.feed.model.meta.get(id) ?? item?.meta;
    if (meta === undefined) return [head(scope, id), waiting(all, scope)];
    // What has been taken back since must not come back, be it as a line or as a forecast.
    const lent = asked.isTakenBack ? undefined : item;
    const { reading, spark = lent?.spark } = host.held(id) ?? { reading: item?.reading };
    const { detail } = lent ?? {};
    const shown = { meta, reading, spark, whole: lent?.spark, detail, context };
    const [figure, ...rest] = told(() => own.value?.(shown)) ?? [];
    return [
      told(() => head(scope, itemName(meta, context), itemRegion(meta, context))) ?? head(scope, id),
      figure,
      // Its reasons speak of the figure.
      own.value && told(() => whySection(host, meta, reading, context)),
      // Together, so that what comes later moves nothing that stands below.
      h('div', ...rest),
      waiting(all, scope),
      told(() => aboutSection(meta, reading, context)),
    ];
  };
}

/** Said once, whatever of it is still missing; `again` asks for what has failed. */
function together(...all: readonly Asked<unknown>[]): Asked<unknown> {
  const failed = all.filter((each) => each.failed);
  return {
    value: all.every(({ value }) => value),
    failed: failed.length > 0,
    again() {
      for (const each of failed) each.again();
    },
  };
}
