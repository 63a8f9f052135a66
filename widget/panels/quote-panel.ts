/** A quote's panel: price, change and the day's chart. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import { isolated } from '../../src/view/isolated.ts';
import { own } from '../../src/view/own.ts';
import { createChartView } from './chart-view.ts';
import { createDetails } from './details.ts';
import { itemPanel, type Parts } from './item-panel.ts';
import type { Draw, PanelScope } from './panel-host.ts';
import { told } from './told.ts';
import { h } from './tree.ts';

export function quotePanel(scope: PanelScope, id: ItemId): Draw {
  const chartView = createChartView(scope);
  const parts: Parts = ({ meta, reading, spark, whole, detail, context }) => {
    const { quoteFigures, quoteValueOf } = context.kit;
    const { price, arrow, change, tone, look } = quoteFigures(meta, reading, context);
    const value = quoteValueOf(reading);
    // A fixing's detail reaches further back than the strip's own line; fetched now and then, it may end at another fixing.
    const series = detail?.kind === 'quote' ? detail.series : undefined;
    const isOfNow = series?.v?.at?.(-1) === (spark ?? series)?.v?.at?.(-1);
    const lines = isOfNow ? [series, series] : [spark, whole];
    return [
      h(
        `div.now ${tone} ${look}`,
        h('p.big', price),
        // A voice tells the sign: the arrow would be one more.
        h('p.change', h('span', { ariaHidden: true }, arrow), ' ', isolated(change)),
        h('p.quiet', change && own(context.words.basis, value?.basis)),
      ),
      value &&
        h(
          `div.${tone}`,
          told(() => chartView(meta, value, lines, context)),
        ),
    ];
  };
  const here = { value: parts, failed: false, again() {} };
  return itemPanel(scope, createDetails(scope), id, () => here);
}
