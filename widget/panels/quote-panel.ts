/** A quote's panel: price, change, why it may be grey, the day's chart, and what the number is. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import { quoteFigures, quoteValueOf } from '../../src/view/quote-figures.ts';
import { createChartView } from './chart-view.ts';
import { head, waiting } from './head.ts';
import type { Draw, PanelScope } from './panel-host.ts';
import { aboutSection, whySection } from './parts.ts';
import { createRequest, detailOf } from './requests.ts';
import { h } from './tree.ts';

export function quotePanel(scope: PanelScope, id: ItemId): Draw {
  const { host } = scope;
  const request = createRequest(scope);
  const chartView = createChartView(scope);

  return (context) => {
    const asked = detailOf(request, id);
    const item = asked.value;
    const meta = host.feed.model.meta.get(id) ?? item?.meta;
    if (meta === undefined) return [head(scope, context.words.quotes), waiting(asked, scope)];
    const held = host.held(id) ?? item;
    const reading = held?.reading;
    const { name, price, arrow, change, tone, look } = quoteFigures(meta, reading, context);
    const value = quoteValueOf(reading);
    // The strip's own line grows; a fixing's detail reaches further back.
    const spark = held?.spark ?? item?.spark;
    const series = item?.detail?.kind === 'quote' ? item.detail.series : undefined;
    const line = (series?.dt.length ?? 0) > (spark?.dt.length ?? 0) ? series : spark;
    return [
      head(scope, name),
      h(
        `div.now ${tone} ${look}`,
        h('p.big', price),
        h('p.change', h('span.arrow', arrow), change),
        h('p.quiet', value?.basis && context.words.basis[value.basis]),
      ),
      whySection(host, meta, reading, context),
      value && h(`div.${tone}`, chartView(meta, value, line, context)),
      waiting(asked, scope),
      aboutSection(meta, reading, context),
    ];
  };
}
