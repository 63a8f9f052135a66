/** Pure: what a config file says that does not fit together, or not with the providers that there are. */
import { type ItemId, kindOf } from '../protocol/item-id.ts';
import type { Provider } from '../providers/provider.ts';
import type { Calendars } from './calendars.ts';
import type { MakeProblem } from './config-file.ts';
import type { Keys } from './config-lines.ts';
import type { ConfigProblem } from './config-problem.ts';
import { didYouMean } from './nearest.ts';
import type { ConfigFile } from './schema.ts';

type Say = (keys: Keys, rule: string, received: unknown) => void;
type Known = ReadonlyMap<string, Provider>;

/** What a file may name beside what it says itself. */
export interface Nameable {
  readonly registry: readonly Provider[];
  readonly calendars: Calendars;
}

export function crossProblems(
  file: ConfigFile,
  { registry, calendars }: Nameable,
  problem: MakeProblem,
): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const say: Say = (keys, rule, received) => problems.push(problem(keys, rule, received));
  const known = new Map(registry.map((provider) => [provider.id, provider]));
  checkProviders(file, known, say);
  for (const id of Object.keys(file.items)) {
    checkItem(id as ItemId, file, known, say);
    checkCalendarOf(id as ItemId, file, calendars, say);
  }
  checkBoards(file, say);
  checkSites(file, say);
  return problems;
}

function checkProviders(file: ConfigFile, known: Known, say: Say): void {
  for (const [id, { every, cron, baseUrl }] of Object.entries(file.providers)) {
    if (!known.has(id)) say(['providers', id], oneOf(known, id), id);
    if (every !== undefined && cron !== undefined) {
      say(['providers', id, 'cron'], 'must have `every` or `cron`, not both', cron);
    }
    if (baseUrl !== undefined && !mayBeAsked(baseUrl, file)) {
      say(
        ['providers', id, 'baseUrl'],
        'must be https, or http on a host named in network.privateHosts',
        baseUrl,
      );
    }
  }
}

function mayBeAsked(baseUrl: string, { network }: ConfigFile): boolean {
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === 'https:' || network.privateHosts.includes(hostname);
}

function checkItem(id: ItemId, file: ConfigFile, known: Known, say: Say): void {
  const item = file.items[id];
  if (item === undefined) return;
  const at = (...keys: PropertyKey[]) => ['items', id, ...keys];
  const isQuote = kindOf(id) === 'quote';
  if (isQuote && item.class === undefined) say(at('class'), 'must be given for a quote', item.class);
  if (isQuote && item.name === undefined) say(at('name'), 'must be given for a quote', item.name);
  if (!isQuote && item.place === undefined) say(at('place'), 'must be given', item.place);
  if (item.class !== undefined && !isClassOf(id, item.class)) {
    say(at('class'), `must fit what stands before the colon of ${id}`, item.class);
  }
  if (item.place !== undefined && file.places[item.place] === undefined) {
    say(at('place'), named('places', file, item.place), item.place);
  }
  item.sources.forEach(({ provider, symbol }, index) => {
    const asked = known.get(provider);
    if (asked === undefined) say(at('sources', index, 'provider'), oneOf(known, provider), provider);
    else if (!asked.kinds.includes(kindOf(id))) {
      say(at('sources', index, 'provider'), `gives no ${kindOf(id)}`, provider);
    }
    if (isQuote && symbol === undefined)
      say(at('sources', index, 'symbol'), 'must be given for a quote', symbol);
  });
}

function checkCalendarOf(id: ItemId, file: ConfigFile, calendars: Calendars, say: Say): void {
  const calendar = file.items[id]?.calendar;
  if (calendar === undefined) return;
  const keys = ['items', id, 'calendar'];
  if (kindOf(id) !== 'quote') say(keys, 'may be given for quotes alone', calendar);
  else if (!calendars.has(calendar)) say(keys, oneOf(calendars, calendar), calendar);
}

/** Weather and alerts are classes of their own; every other class is a quote's. */
function isClassOf(id: ItemId, cls: string): boolean {
  const kind = kindOf(id);
  return kind === 'quote' ? cls !== 'weather' && cls !== 'alerts' : cls === kind;
}

function oneOf(known: ReadonlyMap<string, unknown>, received: string): string {
  return `must be one of ${[...known.keys()].join(', ')}${didYouMean(received, known.keys())}`;
}

/** Items, places and boards may be hundreds: they are not listed. */
function named(what: 'places' | 'items' | 'boards', file: ConfigFile, received: string): string {
  return `must be one of ${what}${didYouMean(received, Object.keys(file[what]))}`;
}

function checkBoards(file: ConfigFile, say: Say): void {
  for (const [board, { items }] of Object.entries(file.boards)) {
    items.forEach((id, index) => {
      const keys = ['boards', board, 'items', index];
      if (file.items[id] === undefined) say(keys, named('items', file, id), id);
      if (items.indexOf(id) < index) say(keys, 'must not name an item twice', id);
    });
  }
}

function checkSites(file: ConfigFile, say: Say): void {
  const { sites, boards } = file;
  sites.forEach((site, index) => {
    if (sites.findIndex(({ id }) => id === site.id) < index) {
      say(['sites', index, 'id'], 'must not be given twice', site.id);
    }
    site.boards.forEach((board, place) => {
      if (boards[board] === undefined) {
        say(['sites', index, 'boards', place], named('boards', file, board), board);
      }
    });
  });
}
