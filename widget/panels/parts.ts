/** The parts that several panels have: head, reasons, facts, symbols, and what stands there while something is on its way. */
import type { ItemMeta } from '../../src/protocol/meta.ts';
import type { Condition, Reading } from '../../src/protocol/reading.ts';
import { httpsOnly } from '../../src/view/display-text.ts';
import { fill } from '../../src/view/fill.ts';
import { type Fact, factsOf } from '../../src/view/panel/facts.ts';
import { itemName } from '../../src/view/panel/item-name.ts';
import type { PanelContext } from '../../src/view/panel/panel-context.ts';
import { whyOf } from '../../src/view/panel/why.ts';
import { drawing, svg } from '../build.ts';
import { symbolStrokes } from '../symbols.ts';
import type { PanelHost } from './panel-host.ts';
import { type Child, h } from './tree.ts';

export function symbol(condition: Condition | undefined, isDay?: boolean): Node {
  const strokes = symbolStrokes(condition, isDay !== false).map(({ tone, d }) =>
    svg('path', { class: tone, d }),
  );
  return drawing('symbol', '0 0 24 24', strokes);
}

export function section(heading: string, ...children: readonly Child[]): Node {
  return h('section', h('h3', heading), ...children);
}

/** Leaves out those without a text. */
export function factList(className: string, facts: readonly Fact[]): Node {
  const told = facts.filter(({ text }) => text);
  return h(
    `dl.${className}`,
    ...told.map(({ label, text, href }) => h('div', h('dt', label), h('dd', href ? link(text, href) : text))),
  );
}

/** Why the figure looks as it does, where it does not look live. */
export function whySection(
  { feed, env }: PanelHost,
  meta: ItemMeta,
  reading: Reading | undefined,
  context: PanelContext,
): Child {
  const { status } = feed;
  const isLost = status === 'lost' || status === 'unreachable';
  const why = whyOf(meta, reading, isLost ? (env.isOnline() ? 'lost' : 'offline') : 'on', context);
  return why && h('div.why', h('h3', why.heading), ...why.reasons.map((reason) => h('p', reason)));
}

/** Where the figure is from, and the way to the publisher's own page on it. */
export function aboutSection(meta: ItemMeta, reading: Reading | undefined, context: PanelContext): Node {
  const { panel, locale } = context;
  const href = httpsOnly(meta.href);
  return section(
    panel.about,
    factList('', factsOf(meta, reading, context)),
    href && h('p', link(fill(panel.more, itemName(meta, locale)), href)),
    h('p.quiet', panel.disclaimer),
  );
}

/** `href` must have been checked. */
export function link(text: string, href: string): Node {
  return h('a', { href }, text);
}
