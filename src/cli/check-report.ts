/** Pure: a config's summary as the lines that `masthead check` prints. */
import type { ConfigSummary, ItemSummary, ProviderSummary } from './config-summary.ts';
import type { RequestEstimate } from './request-estimate.ts';
import { type Cell, type Paint, printable, tableLines } from './table.ts';

type Row = readonly (Cell | string)[];

export function checkReport(summary: ConfigSummary, paint: Paint): string[] {
  const { items, boards, sites, providers, requests, attributions } = summary;
  const served = items.filter(({ sources }) => sources.length > 0);
  const unserved = items.filter(({ sources }) => sources.length === 0);
  const section = (title: string, rows: readonly Row[]): string[] =>
    rows.length === 0 ? [] : [paint(title, 'heading'), ...tableLines(rows, paint), ''];
  return [
    ...(summary.demo
      ? [paint('A demonstration: every figure counts as invented, and the strip says so.', 'heading'), '']
      : []),
    ...section(`Items (${served.length})`, served.map(itemRow)),
    ...section(`Items without a source (${unserved.length})`, unserved.map(itemRow)),
    ...section(
      `Boards (${boards.length})`,
      boards.map(({ id, items: shown, leftOut }) => [
        id,
        count(shown, 'item'),
        leftOut.length === 0 ? '' : { text: `${leftOut.length} left out`, tone: 'bad' },
      ]),
    ),
    ...section(
      `Sites (${sites.length})`,
      sites.map(({ id, origins, boards: names }) => [id, origins.join(', '), names.join(', ')]),
    ),
    ...section(`Providers (${providers.length})`, providers.map(providerRow)),
    ...section('Requests a day (estimate from above, without failures)', requests.map(requestRow)),
    ...section(
      'Credits that readers see',
      attributions.map(({ provider, text, href, licence }) => [provider, printable(text), licence, href]),
    ),
  ];
}

function itemRow({ id, class: cls, calendar, sources, without }: ItemSummary): Row {
  const off = Object.entries(without);
  // The reasons stand beside the providers; only who has nothing else needs them here.
  const why =
    sources.length > 0
      ? off.map(([provider]) => `${provider} is off`)
      : off.map(([provider, reason]) => `${provider}: ${reason}`);
  return [
    id,
    cls,
    { text: calendar ?? '', tone: 'quiet' },
    { text: sources.join(', then ') || 'nothing', tone: sources.length > 0 ? 'good' : 'bad' },
    { text: why.join('; '), tone: 'quiet' },
  ];
}

function providerRow({ id, state, items, reason, baseUrl }: ProviderSummary): Row {
  const more = [reason, baseUrl === undefined ? undefined : `at ${baseUrl}`];
  return [
    id,
    { text: state, tone: state === 'on' ? 'good' : 'quiet' },
    state === 'on' ? count(items, 'item') : '',
    { text: more.filter((part) => part !== undefined).join('; '), tone: 'quiet' },
  ];
}

function requestRow({ provider, feeds, requestsPerDay, atStart, limit }: RequestEstimate): Row {
  return [
    provider,
    { text: String(requestsPerDay), align: 'right' },
    count(feeds, 'feed'),
    limitCell(requestsPerDay, limit),
    { text: atStart === 0 ? '' : `and up to ${atStart} at each start`, tone: 'quiet' },
  ];
}

function limitCell(requests: number, limit: number | undefined): Cell {
  if (limit === undefined) return { text: 'no daily limit known', tone: 'quiet' };
  return requests > limit
    ? { text: `over its limit of ${limit}: ask less often with \`every\``, tone: 'bad' }
    : { text: `of ${limit}`, tone: 'good' };
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
