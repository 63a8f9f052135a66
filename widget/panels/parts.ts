/** The parts that several panels have: symbols, sections, facts, the reasons for a look, and what a number is. */
import type { ItemMeta } from '../../src/protocol/meta.ts';
import type { Condition, Reading } from '../../src/protocol/reading.ts';
import { fill } from '../../src/view/fill.ts';
import { type Fact, factsOf } from '../../src/view/panel/facts.ts';
import { itemName } from '../../src/view/panel/item-name.ts';
import { whyOf } from '../../src/view/panel/why.ts';
import { svg } from '../build.ts';
import type { DrawContext, PanelHost } from './panel-host.ts';
import { told } from './told.ts';
import { type Child, h } from './tree.ts';

export function symbol(
  condition: Condition | undefined,
  isDay: boolean | undefined,
  { kit }: DrawContext,
  label?: string,
): Node {
  const strokes = kit.symbolStrokes(condition, isDay !== false);
  return drawing(
    'symbol',
    '0 0 24 24',
    strokes.map(({ tone, d }) => path(tone, d)),
    label,
  );
}

/** Says nothing by itself without a label. */
export function drawing(name: string, viewBox: string, children: readonly Node[], label = ''): Node {
  const said = { role: 'img', 'aria-label': label, 'aria-hidden': `${label === ''}` };
  return svg('svg', { class: name, viewBox, ...said }, children);
}

export function path(name: string, d: string): Element {
  return svg('path', { class: name, d });
}

export function section(heading: string, ...children: readonly Child[]): Node {
  return h('section', h('h3', heading), ...children);
}

/** Leaves out those without a text. */
export function factList(className: string, facts: readonly Fact[]): Node {
  const told = facts.filter(({ text }) => text);
  return h(
    `dl.${className}`,
    ...told.map(({ label, text, href, lang }) =>
      h('div', h('dt', label), h('dd', lang !== undefined && { lang }, href ? link(text, href) : text)),
    ),
  );
}

/** Why the figure looks as it does, where it does not look live. */
export function whySection(
  { feed, env }: PanelHost,
  meta: ItemMeta,
  reading: Reading | undefined,
  context: DrawContext,
): Child {
  const reach = feed.status === 'lost' ? (env.isOnline() ? 'lost' : 'offline') : 'on';
  const why = whyOf(meta, reading, reach, context);
  return why && h('div.why', h('h3', why.heading), ...why.reasons.map((reason) => h('p', reason)));
}

/** Where the figure is from, and the way to the publisher's own page on it. */
export function aboutSection(meta: ItemMeta, reading: Reading | undefined, context: DrawContext): Node {
  const { panel, kit } = context;
  const href = kit.httpsOnly(meta.href);
  return section(
    panel.about,
    told(() => factList('', factsOf(meta, reading, context))),
    href && h('p', link(fill(panel.more, itemName(meta, context)), href)),
    h('p.quiet', panel.disclaimer),
  );
}

/** `href` must have been checked. */
export function link(text: string, href: string): Node {
  return h('a', { href }, text);
}
