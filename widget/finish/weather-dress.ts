/** What the weather gains: symbol, range, tag, warning and sentence. Shows what the view says and decides nothing. */
import type { AlertsTile } from '../../src/view/alert-chip.ts';
import type { WeatherFace, WeatherVoice } from '../../src/view/weather-tile.ts';
import { drawing, hide, html, say, svg, write } from '../build.ts';
import { symbolStrokes } from '../symbols.ts';
import type { WeatherView } from '../weather-view.ts';

export interface WeatherDress {
  /** The link, or button, that lies over all of it. */
  readonly report: HTMLAnchorElement;
  show(face: WeatherFace, alerts: AlertsTile, isGuest: boolean): void;
  /** True once something has been shown of which the rest is to be told yet. */
  isUntold(): boolean;
  /** What is not looked at in the first moment, as of a quote's tile, and what was said of the warnings. */
  tell(voice: WeatherVoice): void;
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
  let untold: AlertsTile | undefined;
  let isNamed = false;

  return {
    report,
    isUntold: () => untold !== undefined,
    show(face, alerts, isGuest) {
      untold = alerts;
      view.show(face, isGuest);
      write(element, 'data-lines', alerts.chip || face.tag ? '2' : '1');
      write(element, 'data-alert', alerts.chip && '');
      write(report, 'href', face.href);
      say(condition, face.sky);
      say(range, face.tag === '' ? face.range : '');
      say(tag, face.tag);
      // A button must have a name: the place's is on its way.
      hide(report, face.temperature === '');
      // Until it is told in full.
      if (!isNamed) say(spoken, `${face.place} ${face.temperature}`);
      if (drawn === `${face.condition} ${face.isDay}`) return;
      drawn = `${face.condition} ${face.isDay}`;
      const strokes = symbolStrokes(face.condition, face.isDay);
      symbol.replaceChildren(...strokes.map(({ tone, d }) => svg('path', { class: tone, d })));
    },
    tell(voice) {
      write(sky, 'title', [voice.provenance, untold?.note].filter(Boolean).join(' · '));
      say(spoken, [voice.spoken, untold?.spoken].filter(Boolean).join(' '));
      isNamed ||= voice.spoken !== '';
      untold = undefined;
    },
  };
}
