/** What the weather gains: symbol, range, tag, warning and sentence. Shows what the view says and decides nothing. */
import type { AlertsTile } from '../../src/view/alert-chip.ts';
import type { WeatherTile } from '../../src/view/weather-tile.ts';
import { drawing, html, say, svg, write } from '../build.ts';
import { symbolStrokes } from '../symbols.ts';
import type { WeatherView } from '../weather-view.ts';

export interface WeatherDress {
  /** The link, or button, that lies over all of it. */
  readonly report: HTMLAnchorElement;
  show(tile: WeatherTile, alerts: AlertsTile, isGuest: boolean): void;
}

export function dressWeather(view: WeatherView): WeatherDress {
  const { element, sky, where } = view;
  const symbol = drawing('symbol', '0 0 24 24');
  const condition = html('span', 'condition');
  const range = html('span', 'range');
  const tag = html('span', 'age', [], 'tag');
  const spoken = html('span', 'sr', [], '');
  const report = html('a', 'report', [spoken]);
  for (const seen of [...sky.children, ...where.children, condition, range, tag])
    if (seen !== where) write(seen, 'aria-hidden', 'true');
  where.append(condition, range, tag);
  sky.prepend(report, symbol);
  // Its title is for the pointer: the report says the same.
  write(sky, 'role', 'none');
  let drawn = '';

  return {
    report,
    show(tile, { chip, note, spoken: aside }, isGuest) {
      view.show(tile, isGuest);
      write(element, 'data-lines', chip || tile.tag ? '2' : '1');
      write(element, 'data-alert', chip && '');
      write(report, 'href', tile.href);
      write(sky, 'title', [tile.provenance, note].filter(Boolean).join(' · '));
      say(condition, tile.sky);
      say(range, tile.tag === '' ? tile.range : '');
      say(tag, tile.tag);
      say(spoken, [tile.spoken, aside].filter(Boolean).join(' '));
      if (drawn === `${tile.condition} ${tile.isDay}`) return;
      drawn = `${tile.condition} ${tile.isDay}`;
      const strokes = symbolStrokes(tile.condition, tile.isDay);
      symbol.replaceChildren(...strokes.map(({ tone, d }) => svg('path', { class: tone, d })));
    },
  };
}
