/** The elements of the weather: temperature and place. Shows what the view says and decides nothing. */
import type { WeatherFigures } from '../src/view/weather-figures.ts';
import { html, say, write } from './build.ts';

export interface WeatherView {
  readonly element: HTMLElement;
  readonly sky: HTMLElement;
  readonly where: HTMLElement;
  /** `isGuest`: the place is not on the board, so that its name came, or will come, after the first drawing. */
  show(figures: WeatherFigures, isGuest: boolean): void;
}

export function createWeatherView(label: string): WeatherView {
  const temperature = html('span', 'temperature');
  const place = html('span', 'place');
  const where = html('span', 'where', [place], '');
  const sky = html('div', 'sky', [temperature, where], '');
  const element = html('div', 'weather', [html('span', 'label', [label]), sky]);
  return {
    element,
    sky,
    where,
    show(tile, isGuest) {
      write(element, 'data-guest', isGuest ? '' : undefined);
      write(element, 'data-look', tile.look);
      say(temperature, tile.temperature);
      say(place, tile.place);
    },
  };
}
