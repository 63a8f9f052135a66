/** Pure: what a config file says that does not fit together, or not with the providers that there are. */
import { type ItemId, kindOf } from '../protocol/item-id.ts';
import type { Provider } from '../providers/provider.ts';
import { type ConfigProblem, shown } from './config-problem.ts';
import type { ConfigFile } from './schema.ts';

type Say = (path: string, rule: string, received: unknown) => void;

export function crossProblems(file: ConfigFile, registry: readonly Provider[]): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const say: Say = (path, rule, received) => problems.push({ path, rule, received: shown(received) });
  const known = new Map(registry.map((provider) => [provider.id, provider]));
  checkProviders(file, known, say);
  for (const [id, item] of Object.entries(file.items)) checkItem(id as ItemId, item, file, known, say);
  checkBoards(file, say);
  return problems;
}

function checkProviders(file: ConfigFile, known: ReadonlyMap<string, Provider>, say: Say): void {
  for (const [id, settings] of Object.entries(file.providers)) {
    if (!known.has(id)) say(`providers.${id}`, `must be one of ${[...known.keys()].join(', ')}`, id);
    if (settings.every !== undefined && settings.cron !== undefined) {
      say(`providers.${id}`, 'must have `every` or `cron`, not both', settings.cron);
    }
  }
}

function checkItem(
  id: ItemId,
  item: ConfigFile['items'][ItemId],
  file: ConfigFile,
  known: ReadonlyMap<string, Provider>,
  say: Say,
): void {
  const isQuote = kindOf(id) === 'quote';
  if (isQuote && item.class === undefined) say(`items.${id}.class`, 'must be given for a quote', item.class);
  if (isQuote && item.name === undefined) say(`items.${id}.name`, 'must be given for a quote', item.name);
  if (!isQuote && item.place === undefined) say(`items.${id}.place`, 'must be given', item.place);
  if (item.place !== undefined && file.places[item.place] === undefined) {
    say(`items.${id}.place`, 'must be one of places', item.place);
  }
  item.sources.forEach(({ provider, symbol }, index) => {
    const path = `items.${id}.sources.${index}`;
    const asked = known.get(provider);
    if (asked === undefined)
      say(`${path}.provider`, `must be one of ${[...known.keys()].join(', ')}`, provider);
    else if (!asked.kinds.includes(kindOf(id))) say(`${path}.provider`, `gives no ${kindOf(id)}`, provider);
    if (isQuote && symbol === undefined) say(`${path}.symbol`, 'must be given for a quote', symbol);
  });
}

function checkBoards(file: ConfigFile, say: Say): void {
  for (const [board, { items }] of Object.entries(file.boards)) {
    for (const id of items) {
      if (file.items[id] === undefined) say(`boards.${board}.items`, 'must be one of items', id);
    }
  }
  for (const site of file.sites) {
    for (const board of site.boards) {
      if (file.boards[board] === undefined) say(`sites.${site.id}.boards`, 'must be one of boards', board);
    }
  }
}
