/** A place's panel: its own parts, which come in a chunk of their own, where the figures are from, and another place. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import { createDetails } from './details.ts';
import { itemPanel, type Shown } from './item-panel.ts';
import { later } from './later.ts';
import type { Draw, PanelScope } from './panel-host.ts';
import { settingsLater } from './settings-later.ts';
import { button, h } from './tree.ts';
import type * as Forecast from './weather-parts.ts';

export function weatherPanel(scope: PanelScope, id: ItemId): Draw {
  const { words, redraw } = scope;
  const details = createDetails(scope);
  const parts = later<typeof Forecast, Shown>(scope, 'forecast', (chunk) =>
    chunk.weatherParts(scope, details, id),
  );
  const openPlaces = () => {
    // The button stays until the search is here, and hands the focus on to it.
    places = settingsLater(scope, (chunk) => chunk.placesSection(scope, id), opener);
    redraw();
  };
  const opener = () => h('p', button('plain', words.otherPlace, openPlaces));
  let places: Draw = () => [opener()];

  const draw = itemPanel(scope, details, id, parts);
  return (context) => [...draw(context), ...places(context)];
}
