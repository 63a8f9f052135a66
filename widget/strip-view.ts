/** The strip's shadow tree, built once: places for weather, label, row, credits and marks. Knows no feed. */
import type { Words } from '../src/view/words.ts';
import { drawing, html, say, svg, write } from './build.ts';
import { createCredits } from './credits-view.ts';
import { createWeatherView, type WeatherView } from './weather-view.ts';

export interface StripView {
  readonly root: HTMLElement;
  readonly pause: HTMLButtonElement;
  readonly weather: WeatherView;
  readonly row: HTMLElement;
  readonly list: HTMLElement;
  readonly next: HTMLButtonElement;
  readonly credits: HTMLElement;
  showPaused(on: boolean): void;
  /** `state`: a word for how current the row is. It is seen unless `isLive`, and always heard. */
  showState(state: string, isLive: boolean): void;
  /** In place of everything but the pause button, until there are figures; '' for the figures. */
  showMessage(text: string): void;
  /** What has to be said aloud though nobody asked. */
  announce(text: string): void;
  showDemo(on: boolean): void;
}

const bars = 'M4.6 3.5v9M11.4 3.5v9';
const triangle = 'M5 3.4v9.2L12.6 8z';

export function createStripView(words: Words): StripView {
  const glyph = svg('path', {});
  const pause = button('pause', words.pause, glyph);
  const weather = createWeatherView(words.weather);
  const state = html('span', 'state');
  const live = html('div', 'live', [html('i', 'dot'), html('span', 'label', [words.liveMarkets]), state]);
  const credits = createCredits();
  const list = html('ul', 'list', [credits], '');
  const row = html('div', 'row', [list]);
  const next = button('next', words.next, svg('path', { d: 'M6 3.2L10.8 8L6 12.8' }));
  const message = html('span', 'message');
  const demo = html('span', 'demo', [words.demo], '');
  const status = html('span', 'sr', [], '');
  const root = html('div', 'strip', [pause, message, weather.element, live, row, demo, next, status]);

  demo.hidden = true;
  name(root, 'region', words.strip);
  name(row, 'group', words.quotes);
  write(row, 'tabindex', '0');
  // Safari drops a list's meaning with its bullets.
  write(list, 'role', 'list');
  write(status, 'role', 'status');

  return {
    root,
    pause,
    weather,
    row,
    list,
    next,
    credits,
    showPaused(on) {
      write(pause, 'aria-pressed', String(on));
      write(glyph, 'class', on ? 'solid' : 'bars');
      write(glyph, 'd', on ? triangle : bars);
    },
    showState(text, isLive) {
      say(state, text);
      write(live, 'data-live', String(isLive));
    },
    showMessage(text) {
      say(message, text);
      message.hidden = text === '';
      // Without a box until then, nothing moves when the figures come.
      for (const part of [weather.element, live, row, next]) part.hidden = text !== '';
    },
    announce: (text) => say(status, text),
    showDemo(on) {
      demo.hidden = !on;
    },
  };
}

function button(name: string, label: string, glyph: Element): HTMLButtonElement {
  const element = html('button', name, [drawing('glyph', '0 0 16 16', [glyph])]);
  element.type = 'button';
  write(element, 'aria-label', label);
  return element;
}

function name(element: Element, role: string, label: string): void {
  write(element, 'role', role);
  write(element, 'aria-label', label);
}
