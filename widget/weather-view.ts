/** The elements of the weather and its warning; shows what the view says and decides nothing. */
import type { AlertsTile } from '../src/view/alert-chip.ts';
import type { WeatherTile } from '../src/view/weather-tile.ts';
import { createAlertView } from './alert-view.ts';
import { drawing, html, say, svg, write } from './build.ts';
import { symbolStrokes } from './symbols.ts';

export interface WeatherView {
  readonly element: HTMLElement;
  /** `isGuest`: the place is not on the board, so that its name came, or will come, after the first drawing. */
  show(tile: WeatherTile, alerts: AlertsTile, isGuest: boolean): void;
}

export function createWeatherView(label: string): WeatherView {
  const symbol = drawing('symbol', '0 0 24 24');
  const temperature = html('span', 'temperature');
  const place = html('span', 'place');
  const range = html('span', 'range');
  const tag = html('span', 'age', [], 'tag');
  const spoken = html('span', 'sr', [], '');
  const report = html('a', 'report', [spoken]);
  const alert = createAlertView();
  const where = html('span', 'where', [place, range, tag, alert.element], '');
  // The report lies over all of it; the warning lies over the report, as a link of its own.
  const sky = html('div', 'sky', [report, symbol, temperature, where], '');
  const element = html('div', 'weather', [html('span', 'label', [label]), sky]);
  for (const seen of [temperature, place, range, tag]) write(seen, 'aria-hidden', 'true');
  let drawn = '';

  return {
    element,
    show(tile, { chip, note }, isGuest) {
      write(element, 'data-look', tile.look);
      write(element, 'data-lines', String(chip?.mark ? 3 : chip || tile.tag ? 2 : 1));
      write(element, 'data-alert', chip && '');
      write(element, 'data-guest', isGuest ? '' : undefined);
      write(report, 'href', tile.href);
      write(sky, 'title', [tile.provenance, note].filter(Boolean).join(' · '));
      say(temperature, tile.temperature);
      say(place, tile.place);
      say(range, tile.tag === '' ? tile.range : '');
      say(tag, tile.tag);
      say(spoken, note === '' ? tile.spoken : `${tile.spoken} ${note}.`);
      alert.show(chip);
      if (drawn === `${tile.condition} ${tile.isDay}`) return;
      drawn = `${tile.condition} ${tile.isDay}`;
      const strokes = symbolStrokes(tile.condition, tile.isDay);
      symbol.replaceChildren(...strokes.map(({ tone, d }) => svg('path', { class: tone, d })));
    },
  };
}
