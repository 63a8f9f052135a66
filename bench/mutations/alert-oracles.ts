/** Of warnings: those shown stand in the body word by word, and none is missing that stands there as it did. */
import { type Alert, hasValue, type Reading } from '../../src/protocol/reading.ts';
import { type JsonTree, jsonText, jsonTree, texts, under } from './json-tree.ts';
import { firstOf, type Oracle, type Published } from './published.ts';

/** What one feature of the body says. */
interface Said {
  readonly ids: readonly string[];
  readonly events: readonly string[];
  /** Words in which severities stand. */
  readonly severities: readonly string[];
  readonly onsets: readonly number[];
  readonly ends: readonly number[];
  /** Real, and no cancellation. */
  readonly stands: boolean;
}

const timesOf = (all: readonly string[]) => all.map((text) => Date.parse(text));

export const nwsAlertsOracle: Oracle = (published) =>
  judged(published, (feature) => {
    const of = (...names: readonly string[]) => texts(feature, 'properties', ...names);
    return {
      ids: of('id'),
      events: of('event'),
      severities: of('severity'),
      onsets: timesOf([...of('onset'), ...of('effective')]),
      ends: timesOf([...of('ends'), ...of('expires')]),
      stands:
        of('status').includes('Actual') && of('messageType').some((type) => /^(?:Alert|Update)$/.test(type)),
    };
  });

const levels: Readonly<Record<string, string>> = { 2: 'moderate', 3: 'severe', 4: 'extreme' };

export const metalertsOracle: Oracle = (published) =>
  judged(published, (feature) => {
    const of = (...names: readonly string[]) => texts(feature, 'properties', ...names);
    const [types, status] = [of('type'), of('status')];
    const byLevel = of('awareness_level').map((text) => levels[text.trim().charAt(0)] ?? '');
    return {
      ids: of('id'),
      events: [...of('eventAwarenessName'), ...of('event')],
      severities: [...of('severity'), ...byLevel],
      onsets: timesOf(texts(feature, 'when', 'interval', '0')),
      ends: timesOf(texts(feature, 'when', 'interval', '1')),
      stands:
        (status.length === 0 || status.some((each) => each === 'Actual' || each === 'null')) &&
        (types.length === 0 || types.some((type) => type !== 'Cancel')),
    };
  });

function judged(published: Published, read: (feature: JsonTree) => Said): string | undefined {
  const { reading, before, served, good, now } = published;
  const { value, asOf } = reading;
  if (value.kind !== 'alerts') return 'no warnings';
  const features = featuresOf(served);
  const said = features.map(read);
  const odd = value.alerts.find((alert) => !said.some((each) => says(each, alert)));
  const missing = missingOf(before, features, featuresOf(good)).find(
    (id) => !value.alerts.some((alert) => alert.id === id),
  );
  return firstOf(
    !value.covered && 'the place is said not to be covered',
    asOf !== now && `told at ${asOf}`,
    odd && `${odd.id} ${odd.event} ${odd.severity} stands there otherwise`,
    missing !== undefined && `${missing} stands there and is not shown`,
  );
}

function featuresOf(bodies: ReadonlyMap<string, string>): readonly JsonTree[] {
  return [...bodies.values()].flatMap((body) => under(jsonTree(body), 'features', '*'));
}

function says(said: Said, { id, event, severity, onset, until }: Alert): boolean {
  const lower = said.severities.map((word) => word.trim().toLowerCase());
  return (
    said.stands &&
    said.ids.includes(id) &&
    said.events.some((each) => lettersOf(each) === lettersOf(event)) &&
    (severity === 'unknown' || lower.includes(severity)) &&
    (onset === undefined || said.onsets.includes(onset)) &&
    said.ends.includes(until)
  );
}

/** Blanks and what cannot be seen are taken out of a name before it is shown. */
function lettersOf(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** What was shown of the good body, and stands in this one untouched, and is named by no other there. */
function missingOf(
  before: Reading | undefined,
  features: readonly JsonTree[],
  good: readonly JsonTree[],
): readonly string[] {
  const shown =
    before !== undefined && hasValue(before) && before.value.kind === 'alerts' ? before.value.alerts : [];
  const as = new Set(good.map(jsonText));
  const [same, changed] = [true, false].map((is) => features.filter((each) => as.has(jsonText(each)) === is));
  const named = (changed ?? []).flatMap((each) => texts(each, 'properties', 'references', '*', 'identifier'));
  return shown
    .map(({ id }) => id)
    .filter(
      (id) =>
        (same ?? []).some((each) => texts(each, 'properties', 'id').includes(id)) && !named.includes(id),
    );
}
