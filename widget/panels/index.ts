/** The chunk's only door: opens a panel beside whatever asked for it, and keeps it drawn until it is closed. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import { itemWordsEn } from '../../src/view/panel/item-words.ts';
import type { Cancel } from '../env.ts';
import { openDialog } from './dialog.ts';
import { head } from './head.ts';
import type { Draw, OpenPanel, PanelHost, PanelScope, PanelSubject } from './panel-host.ts';
import { quotePanel } from './quote-panel.ts';
import { settingsLater } from './settings-later.ts';
import { standIn } from './stand-in.ts';
import { weatherPanel } from './weather-panel.ts';

// States turn by the clock alone: a figure gets old, a warning ends, a market opens.
const tickMs = 1000;

/**
 * `opener` has the focus back when the panel closes, and a press on it does not count as one outside of the panel; where
 * it is gone or hidden, what stands for it.
 */
export function openPanel(host: PanelHost, subject: PanelSubject, opener: HTMLElement): OpenPanel {
  const { env, feed, kit } = host;
  const words = kit.tableFrom(itemWordsEn, host.leaves ?? []);
  let gone = new AbortController();
  let draw: Draw = () => [];
  let about = '';
  let frame: Cancel | undefined;
  let tick: Cancel | undefined;

  const redraw = () => {
    // Something that was on its way comes to a panel that is closed.
    if (gone.signal.aborted) return;
    frame ??= env.frame(() => {
      frame = undefined;
      // Its strip is gone from the page.
      if (!host.box.isConnected) return dialog.close();
      tick?.();
      tick = env.after(tickMs, redraw);
      dialog.show(draw({ ...host.context(), panel: words, kit }));
    });
  };
  const turn = (next: PanelSubject) => {
    gone.abort();
    gone = new AbortController();
    about = JSON.stringify(next);
    draw = panelOf({ ...dialog, host, words, redraw, turn, gone: gone.signal }, next);
    dialog.focus();
    redraw();
  };
  // Over a slow link a panel comes long after the press, when its reader may have gone on to write.
  const field = document.querySelector<HTMLElement>('input:focus,textarea:focus,[contenteditable]:focus');
  const unlisten = feed.listen(redraw);
  const dialog = openDialog(host, standIn(opener, host.box), () => {
    gone.abort();
    frame?.();
    tick?.();
    unlisten();
    host.closed();
  });
  turn(subject);
  field?.focus({ preventScroll: true });
  return { close: dialog.close, isAbout: (other) => dialog.isShown() && JSON.stringify(other) === about };
}

function panelOf(scope: PanelScope, subject: PanelSubject): Draw {
  if (subject.kind === 'settings') {
    return settingsLater(
      scope,
      ({ settingsPanel }) => settingsPanel(scope),
      () => head(scope, scope.host.context().words.settings),
    );
  }
  const [kind, name] = subject.id.split(':');
  if (kind === 'quote') {
    follow(scope, subject.id);
    return quotePanel(scope, subject.id);
  }
  const place: ItemId = `weather:${name}`;
  if (follow(scope, place)) follow(scope, `alerts:${name}`);
  return weatherPanel(scope, place);
}

/** An item that the board lacks comes only while somebody follows it: true where it does. */
function follow({ host, gone }: PanelScope, id: ItemId): boolean {
  const isGuest = !host.feed.model.board.includes(id);
  if (isGuest) gone.addEventListener('abort', host.follow(id));
  return isGuest;
}
