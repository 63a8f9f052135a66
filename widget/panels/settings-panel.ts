/** The reader's own: place, quotes, units, colours, pace; shared by an address, forgotten by a button. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import { fill } from '../../src/view/fill.ts';
import { paces, palettes, type SettingsWords, settingsWordsEn } from '../../src/view/panel/settings-words.ts';
import { leavesOf } from '../../src/view/word-table.ts';
import { placeOf } from '../place.ts';
import { catalogueOf, stillThere } from './catalogue.ts';
import { head } from './head.ts';
import type { Draw, PanelHost, PanelScope } from './panel-host.ts';
import { createPicker } from './picker.ts';
import { createReader, type Reader } from './reader.ts';
import { createRequest } from './requests.ts';
import css from './settings.css';
import { createShare } from './share-view.ts';
import { button, type Child, h } from './tree.ts';

/** A row of more quotes than this is no strip any more, unless its board has more by itself. */
const enoughQuotes = 20;

// A longer list is for searching; what is chosen stands first in any case.
const rowsShown = 60;

export function settingsPanel(scope: PanelScope): Draw {
  const { host } = scope;
  const reader = createReader(scope);
  const { preferences, prefer } = reader;
  const words = wordsOf(scope);
  const request = createRequest(scope);
  const [places, quotes] = [createPicker(scope, words), createPicker(scope, words)];
  const share = createShare(scope, reader, words);
  host.kit.adopt(scope.shadow, css);
  const boards = (kind: string) => host.feed.model.board.filter((id) => id.startsWith(kind));
  // What the site has no longer cannot be unticked either.
  const chosenQuotes = () => stillThere(request, host.feed.model, preferences().quotes ?? boards('quote'));
  // As the strip does it: what the reader does not wish is as the publisher has it.
  const chosenPlace = () => placeOf(host.feed.model.board, preferences().place ?? host.attribute('place'));
  // As it was when the panel opened: a list that moved with each tick could not be used.
  const first = new Set<ItemId | undefined>([...chosenQuotes(), chosenPlace()]);

  return (context) => {
    const { quotes: title, settings } = context.words;
    const of = (kind: string) => {
      const items = catalogueOf(request, host.feed.model).filter(({ id }) => id.startsWith(kind));
      return [...items.filter(({ id }) => first.has(id)), ...items.filter(({ id }) => !first.has(id))];
    };
    const [shown, chosen] = [chosenPlace(), chosenQuotes()];
    const most = Math.max(enoughQuotes, boards('quote').length);
    return [
      head(scope, settings),
      group(
        words.place,
        ...places(words.place, of('weather'), rowsShown, (place, label) =>
          tick('radio', 'place', label, place === shown, () => prefer({ place })),
        ),
      ),
      group(
        title,
        h('p.quiet', { role: 'status' }, fill(words.chosen, `${chosen.length}`, `${most}`)),
        ...quotes(title, of('quote'), rowsShown, (id, label) => {
          const rest = chosen.filter((each) => each !== id);
          const has = rest.length < chosen.length;
          return tick('checkbox', id, label, has, () => prefer({ quotes: has ? rest : [...rest, id] }), {
            disabled: !has && chosen.length >= most,
          });
        }),
      ),
      ...looks(words, host, reader),
      ...share(),
    ];
  };
}

/** They stand behind the panels' own in the language's list. */
function wordsOf({ host, words }: PanelScope): SettingsWords {
  return host.kit.tableFrom(settingsWordsEn, (host.leaves ?? []).slice(leavesOf(words).length));
}

function looks(words: SettingsWords, host: PanelHost, { preferences, prefer }: Reader): Child[] {
  const { units = 'auto', palette, pace = 'live', collapsed = false } = preferences();
  const colours = palette ?? host.attribute('palette') ?? 'auto';
  return [
    choice(
      words.temperature,
      { auto: words.automatic, c: '\u200e°C', f: '\u200e°F' },
      ['auto', 'c', 'f'],
      units,
      (wish) => prefer({ units: wish === 'auto' ? undefined : wish }),
    ),
    choice(words.palette, words.palettes, palettes, colours, (wish) => prefer({ palette: wish })),
    choice(words.pace, words.paces, paces, pace, (wish) => prefer({ pace: wish })),
    tick('checkbox', 'collapsed', words.collapsed, collapsed, () => prefer({ collapsed: !collapsed })),
  ];
}

function choice<T extends string>(
  legend: string,
  texts: Readonly<Record<T, string>>,
  values: readonly T[],
  chosen: string,
  pick: (value: T) => void,
): Node {
  const rows = values.map((value) =>
    tick('radio', legend, texts[value], value === chosen, () => pick(value)),
  );
  return group(legend, h('div.choice', ...rows));
}

function group(legend: string, ...children: readonly Child[]): Node {
  return h('fieldset', h('legend', legend), ...children);
}

/** `name` ties radio buttons together. */
function tick(
  type: string,
  name: string,
  label: Child,
  checked: boolean,
  onchange: () => void,
  more?: Child,
): Node {
  return h('label.row', h('input', { type, name, checked, onchange }, more), label);
}

/** Another place by its name, at the foot of the panel of the place `id`. */
export function placesSection(scope: PanelScope, id: ItemId): Draw {
  const { host, words, turn } = scope;
  const { prefer } = createReader(scope);
  const request = createRequest(scope);
  const picker = createPicker(scope, wordsOf(scope));
  const choose = (place: ItemId) => {
    prefer({ place });
    turn({ kind: 'item', id: place });
  };

  host.kit.adopt(scope.shadow, css);
  return () => {
    const others = catalogueOf(request, host.feed.model).filter(
      (meta) => meta.cls === 'weather' && meta.id !== id,
    );
    return [
      h(
        'section',
        h('h3', words.otherPlace),
        ...picker(words.otherPlace, others, rowsShown, (place, label) =>
          button('row', label, () => choose(place)),
        ),
      ),
    ];
  };
}
