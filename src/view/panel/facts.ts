/** Answers "What is this number?": every fact about where a figure is from, as labels and texts, for whatever page tells them. */
import { feedLanguage, type ItemMeta } from '../../protocol/meta.ts';
import { hasValue, type Reading, type ValuedReading } from '../../protocol/reading.ts';
import { fill } from '../fill.ts';
import { isolated, isolatedWhole } from '../isolated.ts';
import { own } from '../own.ts';
import { gapOf } from '../spoken.ts';
import type { PanelContext } from './panel-context.ts';

export interface Fact {
  readonly label: string;
  readonly text: string;
  /** https only. */
  readonly href?: string | undefined;
  /** Of the text, where it is not the page's own. */
  readonly lang?: string;
}

/** In the order in which a reader would ask; the text is '' where it is not known. Never throws, whatever the texts hold. */
export function factsOf(meta: ItemMeta, reading: Reading | undefined, context: PanelContext): Fact[] {
  const { panel } = context;
  const kind = { label: panel.kind, text: own(panel.kinds, meta.cls) ?? '' };
  const facts = reading !== undefined && hasValue(reading) ? valueFacts(meta, reading, context) : [];
  return [kind, ...facts];
}

function valueFacts(meta: ItemMeta, reading: ValuedReading, context: PanelContext): Fact[] {
  const { formats, now, panel, words, sources, kit } = context;
  const { displayText, httpsOnly } = kit;
  const { delay, tier, confirmedBy, value } = reading;
  const source = own(sources, reading.source);
  const name = displayText(source?.name);
  const unconfirmed = value.kind === 'quote' ? words.unconfirmed : '';
  return [
    { label: panel.change, text: changeFact(meta, reading, context) },
    { label: panel.market, text: marketFact(reading, context) },
    { label: panel.asOf, text: formats.moment(kit.momentOf(reading), now, meta.zone) },
    { label: panel.delay, text: fill(own(words.delay, delay) ?? '', formats.duration(15, 'minute', true)) },
    {
      label: panel.source,
      // The credit comes with its board, and may be on its way.
      text: tier === 'primary' ? name : name ? fill(words.about, words.fallback, name) : words.fallback,
      href: httpsOnly(source?.href),
    },
    {
      label: panel.check,
      text: confirmedBy
        ? fill(words.confirmedBy, displayText(own(sources, confirmedBy)?.name ?? confirmedBy))
        : unconfirmed,
    },
    {
      label: panel.licence,
      text: [displayText(source?.text, 200), displayText(source?.licence, 200)].filter(Boolean).join(' · '),
      lang: feedLanguage,
    },
  ];
}

/** The change and the price that it is measured against, which says nothing without it. */
function changeFact(meta: ItemMeta, reading: ValuedReading, context: PanelContext): string {
  const { kit, words } = context;
  const value = kit.quoteValueOf(reading);
  const { change } = kit.quoteFigures(meta, reading, context);
  const basis = own(words.basis, value?.basis);
  if (basis === undefined || change === '') return '';
  const reference = value?.reference && isolatedWhole(kit.priceText(value.reference, meta, context));
  // Beside full-width signs brackets are so too, and have their room in themselves.
  const gap = gapOf(words);
  const [open, close] = gap === '' ? ['（', '）'] : [' (', ')'];
  const against = basis + (reference ? open + reference + close : '');
  const told = [isolated(change), against];
  // As the language has it in its sentences.
  const isBasisFirst = words.quoteUp.indexOf('{3}') < words.quoteUp.indexOf('{2}');
  return (isBasisFirst ? told.reverse() : told).join(gap);
}

/** What is held or pinned does not say by its state whether its market is open; its session does. */
function marketFact(reading: ValuedReading, context: PanelContext): string {
  const { panel, formats, now, kit } = context;
  const { session = {}, state, value } = reading;
  const { opensAt, closesAt, isHalfDay } = session;
  if (value.kind !== 'quote') return '';
  const isClosed = reading.session && closesAt === undefined && !isHalfDay;
  // What is pinned keeps its session: nobody says what came of a turn that has passed.
  if (state !== 'closed' && (opensAt ?? closesAt ?? now + 1) <= now) return '';
  const told = kit.sessionSpoken(isClosed ? { ...reading, state: 'closed' } : reading, context);
  if (told || reading.session === undefined) return told;
  // A millisecond on: the first instant of a UTC day would be told as that day.
  return closesAt === undefined
    ? panel.open
    : fill(panel.openUntil, formats.moment(closesAt + 1, closesAt + 1));
}
