/** The elements of the weather; shows what the view says and decides nothing. */
import type { WeatherTile } from '../src/view/weather-tile.ts';
import { drawing, html, say, svg, write } from './build.ts';
import { symbolStrokes } from './symbols.ts';

export interface WeatherView {
  readonly element: HTMLElement;
  show(tile: WeatherTile): void;
}

export function createWeatherView(label: string): WeatherView {
  const symbol = drawing('symbol', '0 0 24 24');
  const temperature = html('span', 'temperature');
  const place = html('span', 'place');
  const range = html('span', 'range');
  const tag = html('span', 'age', [], 'tag');
  const words = html('span', 'where', [place, range, tag], '');
  const face = html('span', 'sky', [symbol, temperature, words], '');
  const spoken = html('span', 'sr', [], '');
  const link = html('a', 'report', [face, spoken]);
  const element = html('div', 'weather', [html('span', 'label', [label]), link]);
  write(face, 'aria-hidden', 'true');
  let sky = '';

  return {
    element,
    show(tile) {
      write(element, 'data-look', tile.look);
      write(link, 'href', tile.href);
      write(face, 'title', tile.provenance);
      say(temperature, tile.temperature);
      say(place, tile.place);
      say(range, tile.tag === '' ? tile.range : '');
      say(tag, tile.tag);
      say(spoken, tile.spoken);
      if (sky === `${tile.condition} ${tile.isDay}`) return;
      sky = `${tile.condition} ${tile.isDay}`;
      const strokes = symbolStrokes(tile.condition, tile.isDay);
      symbol.replaceChildren(...strokes.map(({ tone, d }) => svg('path', { class: tone, d })));
    },
  };
}
