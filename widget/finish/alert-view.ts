/** The elements of the warning beside the weather; shows what the view says and decides nothing. */
import { feedLanguage } from '../../src/protocol/meta.ts';
import type { AlertChip } from '../../src/view/alert-chip.ts';
import { drawing, hide, html, say, svg, write } from '../build.ts';

export interface AlertView {
  readonly element: HTMLAnchorElement;
  /** Undefined: there is none. */
  show(chip: AlertChip | undefined): void;
}

export function createAlertView(): AlertView {
  const sign = drawing('sign', '0 0 16 16', [
    svg('path', { class: 'plate', d: 'M8 1.9L15 14.1H1z' }),
    svg('path', { class: 'bang', d: 'M8 6.2v3.6M8 12h.01' }),
  ]);
  const event = html('span', 'event', [], '');
  const more = html('span', 'more', [], '');
  const mark = html('span', 'mark', [], '');
  const face = html('span', 'chip', [sign, event, more, mark], '');
  const spoken = html('span', 'sr', [], '');
  const element = html('a', 'alert', [face, spoken]);
  write(face, 'aria-hidden', 'true');
  element.hidden = true;
  let sentence: string | undefined;

  return {
    element,
    show(chip) {
      // Who reads a warning as it ends is at its place's weather then, and not at the page's beginning.
      if (chip === undefined && element.matches(':focus'))
        element.closest('.sky')?.querySelector<HTMLElement>('.report')?.focus({ preventScroll: true });
      hide(element, chip === undefined);
      write(element, 'data-severity', chip?.severity);
      write(element, 'href', chip?.href);
      write(face, 'title', chip?.spoken);
      write(event, 'lang', chip?.events[0] ? feedLanguage : undefined);
      say(event, chip?.event ?? '');
      say(more, chip?.more ?? '');
      say(mark, chip?.mark ?? '');
      // A voice says the name of what has the focus anew with each change of it.
      if (sentence === chip?.spoken) return;
      sentence = chip?.spoken;
      spoken.replaceChildren(...(chip ? voiced(chip) : []));
    },
  };
}

/** A voice reads an event as the feed has it, within a sentence of another language. */
function voiced({ spoken, events }: AlertChip): Node[] {
  let rest = spoken;
  const parts = events.flatMap((event) => {
    const at = rest.indexOf(event);
    // Its sentence may have left out a stop.
    if (event === '' || at < 0) return [];
    const foreign = html('span', '', [event], '');
    write(foreign, 'lang', feedLanguage);
    const before = new Text(rest.slice(0, at));
    rest = rest.slice(at + event.length);
    return [before, foreign];
  });
  return [...parts, new Text(rest)];
}
