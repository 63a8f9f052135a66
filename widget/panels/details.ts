/** What a panel has of its items beyond their readings: fetched anew as the readings move on. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import { isNewer } from '../../src/protocol/order.ts';
import { hasValue, isTakenBack, type Reading } from '../../src/protocol/reading.ts';
import type { ItemDetail } from '../../src/protocol/snapshot.ts';
import type { PanelScope } from './panel-host.ts';
import { type Asked, createRequest } from './requests.ts';

// A quote's reading changes each second; what is told beyond it does not.
const restMs = 60_000;

// A cache may answer with what it had before a correction, and fetches the new only then.
const urgentRestMs = 10_000;

export interface AskedDetail extends Asked<ItemDetail> {
  /** What the value shows has been taken back since: no line of it may be drawn. */
  readonly isTakenBack: boolean;
}

/** The detail of an item as of `now`; the value from before stays until the next has come. */
export type Details = (id: ItemId, now: number) => AskedDetail;

/** When a detail was last asked for, and what was held of its item then. */
interface Question {
  readonly at: number;
  readonly reading: Reading | undefined;
}

/** Asks for each item's detail when it is first wanted, and again when what is held of the item has moved on. */
export function createDetails(scope: PanelScope): Details {
  const { host } = scope;
  const request = createRequest(scope);
  const questions = new Map<ItemId, Question>();
  // The last reading of each that took something back: what comes after it does not say so any more.
  const takers = new Map<ItemId, Reading>();

  return (id, now) => {
    const asked = request<ItemDetail>(`items/${id}`);
    const reading = host.held(id)?.reading;
    const question = questions.get(id);
    const told = asked.value?.reading;
    const known = told ?? question?.reading;
    if (reading && known && isNewer(reading, known) && isTakenBack(known, reading)) takers.set(id, reading);
    if (question === undefined || isDue(question, told, reading, now)) {
      questions.set(id, { at: now, reading });
      if (question) asked.again();
    }
    const taker = takers.get(id);
    return { ...asked, isTakenBack: taker !== undefined && isNewer(taker, told) };
  };
}

/** `told`: the reading that came with the detail. */
function isDue(
  { at, reading: then }: Question,
  told: Reading | undefined,
  reading: Reading | undefined,
  now: number,
): boolean {
  const known = told ?? then;
  if (reading === undefined || !isNewer(reading, known)) return false;
  const isNewlyUrgent = isUrgent(then ?? told, reading);
  return isNewlyUrgent || now - at >= (isUrgent(known, reading) ? urgentRestMs : restMs);
}

/** True where `next` takes back what was shown, or warns of something else. */
function isUrgent(before: Reading | undefined, next: Reading): boolean {
  return (
    before !== undefined &&
    isNewer(next, before) &&
    (isTakenBack(before, next) || warningIds(before) !== warningIds(next))
  );
}

function warningIds(reading: Reading): string {
  return hasValue(reading) && reading.value?.kind === 'alerts' && Array.isArray(reading.value.alerts)
    ? reading.value.alerts
        .map((alert) => alert?.id)
        .sort()
        .join()
    : '';
}
