/** Pure: a provider's answers → what to publish, what was refused and why. */
import type { ItemId } from '../protocol/item-id.ts';
import { hasValue } from '../protocol/reading.ts';
import type { Answer, Observation } from '../providers/provider.ts';
import type { HeldItem } from '../store/store.ts';
import { UpstreamError, type UpstreamErrorKind, upstreamErrorKinds } from '../system/upstream-error.ts';
import { admit } from './admission.ts';
import { withDayExtremes } from './day-extremes.ts';
import { blankDraft, valueDraft } from './draft.ts';
import type { Offer } from './offer.ts';
import type { FeedItem, FeedPlan } from './plan.ts';

/** What is held of an item, as the leader knows it. */
export type HeldOf = (id: ItemId) => HeldItem | undefined;

export interface SortedAnswers {
  readonly offers: readonly Offer[];
  /** Why an item has no new value, in words. */
  readonly refused: Readonly<Record<string, string>>;
  /** The rule or kind behind each of those, for counting. */
  readonly rules: readonly string[];
}

interface Verdict {
  readonly offer?: Offer;
  readonly refused?: { readonly rule: string; readonly why: string };
}

export function sortAnswers(
  plan: FeedPlan,
  answers: readonly Answer[],
  held: HeldOf,
  now: number,
): SortedAnswers {
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  const verdicts = plan.items.map((item) => ({ item, ...judge(plan, item, byId.get(item.id), held, now) }));
  return {
    offers: verdicts.flatMap(({ offer }) => offer ?? []),
    refused: Object.fromEntries(
      verdicts.flatMap(({ item, refused }) => (refused ? [[item.id, refused.why]] : [])),
    ),
    rules: verdicts.flatMap(({ refused }) => refused?.rule ?? []),
  };
}

/** An honest blank for every item of the feed of which nothing was ever held. */
export function blanks(plan: FeedPlan, held: HeldOf, now: number): Offer[] {
  return plan.items
    .filter(({ id }) => held(id) === undefined)
    .map((item) => ({ draft: blankDraft(item, 'feed-failed', now) }));
}

/**
 * The trouble that an answer amounts to of which every item is refused: the kind of most of them. What our own rules
 * refuse was well formed: `empty`, nothing usable in it. Undefined where any item has a value.
 */
export function wholeRefusal(
  items: readonly FeedItem[],
  { rules }: Pick<SortedAnswers, 'rules'>,
): UpstreamError | undefined {
  if (items.length === 0 || rules.length < items.length) return undefined;
  const most = mostFrequent(rules);
  return new UpstreamError(
    isKind(most) ? most : 'empty',
    rules.length === 1
      ? `its only item is refused: ${most}`
      : `all ${rules.length} items are refused, most as ${most}`,
  );
}

function mostFrequent(rules: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const rule of rules) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].reduce((most, next) => (next[1] > most[1] ? next : most), ['', 0])[0];
}

function isKind(rule: string): rule is UpstreamErrorKind {
  return (upstreamErrorKinds as readonly string[]).includes(rule);
}

function judge(
  plan: FeedPlan,
  item: FeedItem,
  answer: Answer | undefined,
  held: HeldOf,
  now: number,
): Verdict {
  if (answer === undefined) return refuse(item, held, now, 'empty', 'the answer leaves it out');
  if (!answer.ok) return refuse(item, held, now, answer.refusal.kind, answer.refusal.message);
  const { observation } = answer;
  const verdict = admit({
    cls: item.cls,
    value: observation.value,
    asOf: observation.asOf,
    now,
    ...heldAsOf(plan, held(item.id)),
  });
  if (!verdict.admitted) return refuse(item, held, now, verdict.rule, verdict.objection);
  const whole = withDayExtremes(observation, held(item.id), item.place?.zone, now);
  return { offer: { draft: valueDraft(plan, item, whole, now), ...extras(whole) } };
}

/** Only the same source's time can be compared: two sources stamp one price differently. */
function heldAsOf({ provider }: FeedPlan, held: HeldItem | undefined): { heldAsOf?: number } {
  const reading = held?.reading;
  return reading !== undefined && hasValue(reading) && reading.source === provider.id
    ? { heldAsOf: reading.asOf }
    : {};
}

function extras({ series, detail }: Observation): Pick<Offer, 'series' | 'detail'> {
  return { ...(series === undefined ? {} : { series }), ...(detail === undefined ? {} : { detail }) };
}

/** The last good value stays and grows stale by itself; where there never was one, the tile says why. */
function refuse(item: FeedItem, held: HeldOf, now: number, rule: string, why: string): Verdict {
  const reading = held(item.id)?.reading;
  const reason = rule === 'not-found' ? 'not-found' : 'refused';
  const shown = reading !== undefined && (hasValue(reading) || reading.reason === reason);
  return {
    refused: { rule, why },
    ...(shown ? {} : { offer: { draft: blankDraft(item, reason, now) } }),
  };
}
