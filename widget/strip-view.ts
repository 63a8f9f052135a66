/** The strip's shadow tree, built once: places for weather, label, row and marks. Knows no feed. */
import type { StripWords } from '../src/view/strip-words.ts';
import { drawing, hide, html, say, svg, write } from './build.ts';
import { createWeatherView, type WeatherView } from './weather-view.ts';

export interface StripView {
  readonly root: HTMLElement;
  readonly pause: HTMLButtonElement;
  readonly weather: WeatherView;
  readonly live: HTMLElement;
  readonly row: HTMLElement;
  readonly list: HTMLElement;
  showPaused(on: boolean): void;
  /** `state`: a word for how current the row is. It is seen unless `isLive`, and always heard. */
  showState(state: string, isLive: boolean): void;
  /** In place of everything but the pause button, until there are figures; undefined for the figures. */
  showMessage(text: string | undefined): void;
  showDemo(on: boolean | undefined): void;
}

const bars = 'M4 3h3v10H4zM9 3h3v10H9z';
const triangle = 'M4 3v10l9-5z';

/** `manner`: the classes of its layout and palette. */
export function createStripView(words: StripWords, manner: string): StripView {
  const glyph = svg('path', {});
  const pause = html('button', 'pause', [drawing('glyph', '0 0 16 16', [glyph])]);
  const weather = createWeatherView(words.weather);
  const state = html('span', 'state');
  const label = html('span', 'label', [words.liveMarkets]);
  const live = html('div', 'live', [html('i', 'dot'), label, state]);
  const list = html('ul', 'list', [], '');
  const row = html('div', 'row', [list]);
  const message = html('span', 'message');
  const demo = html('span', 'demo', [words.demo], '');
  const root = html('div', `strip ${manner}`, [pause, message, weather.element, live, row, demo]);

  demo.hidden = true;
  name(root, 'region', words.strip);
  name(row, 'group', words.quotes);
  write(pause, 'aria-label', words.pause);
  write(row, 'tabindex', '0');
  // Safari drops a list's meaning with its bullets.
  write(list, 'role', 'list');

  return {
    root,
    pause,
    weather,
    live,
    row,
    list,
    showPaused(on) {
      write(pause, 'aria-pressed', String(on));
      write(glyph, 'd', on ? triangle : bars);
    },
    showState(text, isLive) {
      say(state, text);
      write(live, 'data-live', String(isLive));
    },
    showMessage(text) {
      say(message, text ?? '');
      hide(message, text === undefined);
      // Without a box until then, nothing moves when the figures come.
      for (const part of [live, row]) hide(part, text !== undefined);
      // Whoever draws it shows it again: a board may have no place.
      weather.element.hidden ||= text !== undefined;
    },
    showDemo(on) {
      hide(demo, !on);
    },
  };
}

function name(element: Element, role: string, label: string): void {
  write(element, 'role', role);
  write(element, 'aria-label', label);
}
