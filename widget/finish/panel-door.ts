/** Opens panels beside what a reader pressed: loads their chunk when first asked for, and lends it what the strip has. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import { localText } from '../../src/protocol/meta.ts';
import { displayText } from '../../src/view/display-text.ts';
import { fill } from '../../src/view/fill.ts';
import { languageFor } from '../../src/view/language-for.ts';
import { viewKit } from '../../src/view/panel/view-kit.ts';
import { html, write } from '../build.ts';
import type * as Panels from '../panels/index.ts';
import type { OpenPanel, PanelHost, PanelKit, PanelSubject } from '../panels/panel-host.ts';
import { adopt } from '../sheets.ts';
import { symbolStrokes } from '../symbols.ts';
import { contextOf, type FinishedParts } from './finished-parts.ts';

export interface PanelDoor {
  /**
   * Another press on the same opener closes. `failed`: the chunk would not come; without it, offline or after ten seconds that
   * is told. Neither happens once the strip is gone.
   */
  open(subject: PanelSubject, opener: HTMLElement, failed?: () => void): void;
}

interface Doorway {
  parts: FinishedParts;
  readonly box: HTMLElement;
  opened: OpenPanel | undefined;
}

// A panel outlives the strip that opened it: a reader's choice has the strip made anew, and the panel stands beside it.
const doorways = new WeakMap<ShadowRoot, Doorway>();

// Who has waited for longer is at something else, and is not to be led away from it.
const patienceMs = 10_000;

const kit: PanelKit = { ...viewKit, adopt, symbolStrokes };

export function createPanelDoor(parts: FinishedParts): PanelDoor {
  const { env, shadow, settings, page } = parts;
  const door = doorways.get(shadow) ?? { parts, box: html('div', 'box', [], ''), opened: undefined };
  doorways.set(shadow, door);
  // Of another board, or in another language: what stands open is not this strip's any more.
  if (door.parts.feed !== parts.feed) door.opened?.close();
  door.parts = parts;
  // The palette alone: the layout is the strip's.
  door.box.className = settings.manner.split(' ')[1] ?? '';
  if (!door.box.isConnected) shadow.append(door.box);

  const language = languageFor(settings.locale);
  const load = (): Promise<[unknown, unknown]> =>
    Promise.all([
      page.chunks.load('panels'),
      // Without its words a panel speaks English.
      language === 'en' ? undefined : page.chunks.load(`words/${language}-panels`).catch(() => undefined),
    ]);
  return {
    open(subject, opener, failed) {
      const again = door.opened?.isAbout(subject);
      door.opened?.close();
      if (again) return;
      const patientUntil = env.now() + patienceMs;
      write(opener, 'aria-busy', 'true');
      load()
        .finally(() => write(opener, 'aria-busy', undefined))
        .then(
          ([panels, words]) => {
            if (!door.box.isConnected) return;
            const { default: leaves } = (words ?? {}) as { default?: readonly string[] };
            door.opened?.close();
            write(door.box, 'lang', leaves ? language : 'en');
            door.opened = (panels as typeof Panels).openPanel(hostOf(door, leaves), subject, opener);
          },
          () => {
            if (!door.box.isConnected) return;
            // Offline a link leads to the browser's own word for that, in place of the story.
            if (failed && env.isOnline() && env.now() < patientUntil) failed();
            else tellMissing(parts, subject);
          },
        );
    },
  };
}

/** That nothing opens is told to the eye as well: it was pressed for. */
function tellMissing({ furniture, words, feed, settings }: FinishedParts, subject: PanelSubject): void {
  const meta = subject.kind === 'item' ? feed.model.meta.get(subject.id) : undefined;
  const name = meta ? displayText(localText(meta.name, settings.locale)) : words.settings;
  furniture.announce(fill(words.about, name, words.blank.refused), true);
}

function hostOf(door: Doorway, leaves: readonly string[] | undefined): PanelHost {
  const { env, feed, host, life, page } = door.parts;
  return {
    env,
    base: feed.base,
    kit,
    load: page.chunks.load,
    box: door.box,
    feed,
    follow: (id) => life.follow(id),
    held: (id: ItemId) => door.parts.shown.held(id),
    leaves,
    context: () => contextOf(door.parts),
    attribute: (name) => host.getAttribute(name) ?? undefined,
    wishes: page.wishes,
    pause: page.pause,
    closed() {
      door.opened = undefined;
    },
  };
}
