/** What the panels of a quote and of a place have in common: name, reasons, what the number is, and waiting for the detail. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { ItemMeta } from '../../src/protocol/meta.ts';
import type { Reading } from '../../src/protocol/reading.ts';
import type { ItemDetail, Sparkline } from '../../src/protocol/snapshot.ts';
import { itemName, itemRegion } from '../../src/view/panel/item-name.ts';
import { head, waiting } from './head.ts';
import type { Draw, DrawContext, PanelScope } from './panel-host.ts';
import { aboutSection, whySection } from './parts.ts';
import { detailOf, type Request } from './requests.ts';
import type { Child } from './tree.ts';

/** What is known of the item now. */
export interface Shown {
  readonly meta: ItemMeta;
  readonly reading: Reading | undefined;
  readonly spark: Sparkline | undefined;
  readonly detail: ItemDetail['detail'];
  readonly context: DrawContext;
}

/** `parts`: the figure itself, then all that stands between the reasons for its look and what it is. */
export function itemPanel(
  scope: PanelScope,
  request: Request,
  id: ItemId,
  parts: (shown: Shown) => readonly [figure: Child, ...rest: Child[]],
): Draw {
  const { host } = scope;
  return (context) => {
    const asked = detailOf(request, id);
    const item = asked.value;
    const meta = host.feed.model.meta.get(id) ?? item?.meta;
    if (meta === undefined) return [head(scope, id), waiting(asked, scope)];
    const { reading, spark = item?.spark } = host.held(id) ?? { reading: item?.reading };
    const [figure, ...rest] = parts({ meta, reading, spark, detail: item?.detail, context });
    return [
      head(scope, itemName(meta, context), itemRegion(meta, context)),
      figure,
      whySection(host, meta, reading, context),
      ...rest,
      waiting(asked, scope),
      aboutSection(meta, reading, context),
    ];
  };
}
