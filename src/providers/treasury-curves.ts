/** The US Treasury's par yield curve by day, out of its Atom feed; knows no request and no change. */
import { z } from 'zod';
import { UpstreamError } from '../system/upstream-error.ts';
import { decimalText } from './body.ts';
import { isoDay, newestFirst } from './fixings.ts';
import { xmlBody } from './xml-body.ts';

/** The yields of one day, in percent, as published. */
export interface Curve {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** By the feed's name, such as `BC_10YEAR`; `null` where it says that there is none, undefined where it cannot be read. */
  readonly yields: ReadonlyMap<string, string | null | undefined>;
}

// Every element carries attributes, and those that stand for nothing carry no text.
const element = z.union([
  z.string().transform((text) => ({ text, isNull: false })),
  z
    .looseObject({ '#text': z.string().optional(), null: z.string().optional() })
    .transform((node) => ({ text: node['#text'] ?? '', isNull: node.null === 'true' })),
]);
// `NEW_DATE` is a day with a midnight of no zone behind it. One that cannot be read would make an older day pass for the
// one before: it spoils the feed.
const day = element.transform(({ text }) => /^(.{10})T00:00:00(?:\.0+)?$/.exec(text)?.[1] ?? '').pipe(isoDay);
const entry = z.looseObject({
  content: z.looseObject({ properties: z.looseObject({ NEW_DATE: day }) }),
});
// A month that has no curve yet is a feed without an entry.
const document = z.looseObject({ feed: z.looseObject({ entry: z.array(entry).max(1_000).default([]) }) });

/** Newest first, holidays without a single figure left out. Throws an UpstreamError of kind `shape` for anything else. */
export function parseCurves(text: string): readonly Curve[] {
  const { feed } = xmlBody(text, document, ['entry']);
  const curves = feed.entry.map(({ content: { properties } }) => ({
    day: properties.NEW_DATE,
    yields: yieldsOf(properties),
  }));
  if (new Set(curves.map((curve) => curve.day)).size < curves.length) {
    throw new UpstreamError('shape', 'a day stands in the feed twice');
  }
  return newestFirst(curves.filter(({ yields }) => [...yields.values()].some((figure) => figure !== null)));
}

function yieldsOf(properties: Readonly<Record<string, unknown>>): Curve['yields'] {
  const named = Object.entries(properties).filter(([name]) => /^BC_[0-9_]+(?:MONTH|YEAR)$/.test(name));
  return new Map(named.map(([name, node]) => [name, figureOf(node)]));
}

function figureOf(node: unknown): string | null | undefined {
  const { data } = element.safeParse(node);
  if (data?.isNull) return null;
  return decimalText.safeParse(data?.text).data;
}
