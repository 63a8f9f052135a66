/** The warnings of a place in full: what, who says so, from when until when, and what to do. */
import { feedLanguage } from '../../src/protocol/meta.ts';
import { type Alert, hasValue, type Reading } from '../../src/protocol/reading.ts';
import type { Detail, ItemDetail } from '../../src/protocol/snapshot.ts';
import { fill } from '../../src/view/fill.ts';
import { own } from '../../src/view/own.ts';
import { clock, dayOfYear, isElsewhere, timeText } from '../../src/view/panel/local-text.ts';
import type { PanelContext } from '../../src/view/panel/panel-context.ts';
import { isStale } from '../../src/view/staleness.ts';
import type * as Chunk from '../finish/warnings.ts';
import { waiting } from './head.ts';
import type { PanelScope } from './panel-host.ts';
import { link, section } from './parts.ts';
import type { Asked } from './requests.ts';
import { type Child, h } from './tree.ts';

// What a detail's text may have at the most.
const longestText = 2000;

// From the same time six days off on, a weekday may be another week's.
const sameWeekMs = 6 * 86_400_000;

/** What the warnings' own chunk lends. */
export type WarningsKit = Pick<typeof Chunk, 'alertsValueOf' | 'alertsAt' | 'alertsTile' | 'saidOf'>;

/** `detail` is asked for only where a warning is in force. Nothing where nobody follows the place's warnings. */
export function warningsView(
  scope: PanelScope,
  { alertsValueOf, alertsAt, alertsTile, saidOf }: WarningsKit,
  reading: Reading | undefined,
  zone: string | undefined,
  detail: () => Asked<ItemDetail>,
  context: PanelContext,
): Child {
  const value = alertsValueOf(reading);
  const alerts = value === undefined ? [] : alertsAt(value, context.now);
  if (reading === undefined || alerts.length === 0)
    return h('p.quiet', alertsTile(reading, zone, context).note);
  const asked = detail();
  return section(
    context.panel.warnings,
    h('p.quiet', [...ageOf(reading, zone, context), ...saidOf(reading, zone, context).full].join(' · ')),
    ...alerts.map((alert) => warning(alert, zone, asked.value?.detail, context)),
    // The texts of before stay, but one that is new lacks its own.
    asked.failed && waiting({ ...asked, value: undefined }, scope),
  );
}

/** Of when the warnings are, once they are old. */
function ageOf(
  reading: Reading,
  zone: string | undefined,
  { words, formats, now, kit }: PanelContext,
): string[] {
  return hasValue(reading) && isStale(reading, now)
    ? [fill(words.asOf, formats.moment(kit.momentOf(reading), now, zone))]
    : [];
}

function warning(
  { id, event, severity, issuer, onset, until, href }: Alert,
  zone: string | undefined,
  detail: Detail | undefined,
  { words, locale, panel, kit, now }: PanelContext,
): Node {
  const { displayText, httpsOnly } = kit;
  const written = detail?.kind === 'alerts' ? detail.alerts.find((each) => each.id === id) : undefined;
  const [description, instruction] = [written?.description, written?.instruction].map((text) =>
    displayText(text, longestText),
  );
  const safe = httpsOnly(href);
  const issued = fill(panel.issuer, displayText(issuer));
  const level = own(words.warning, severity) ?? words.warning.unknown;
  const told = (at: number) =>
    timeText(locale, at, {
      ...clock,
      weekday: 'short',
      ...(Math.abs(at - now) >= sameWeekMs && dayOfYear),
      timeZone: zone,
    });
  const timeOf = (timeZoneName?: 'short') =>
    timeText(locale, until, { ...clock, timeZone: zone, timeZoneName });
  const isFar = [onset ?? until, until].some((at) => isElsewhere(locale, at, zone));
  // For both ends, and not alone on a line.
  const end = told(until).replace(timeOf(), timeOf(isFar ? 'short' : undefined).replace(' ', '\u00a0'));
  const window = [onset && fill(words.from, told(onset)), fill(words.until, end)];
  return h(
    `article.${severity}`,
    displayText(event) ? h('h4', { lang: feedLanguage }, displayText(event)) : h('h4', level),
    h('p.quiet', [level, ...window].filter(Boolean).join(' · ')),
    h('p.quiet', safe ? link(issued, safe) : issued),
    description && h('p', { dir: 'auto', lang: feedLanguage }, description),
    instruction && h('p', { dir: 'auto', lang: feedLanguage }, h('b', instruction)),
  );
}
