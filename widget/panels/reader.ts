/** What the reader chose: shown by the page, kept by the browser; the two may differ. For the chunks that let one choose. */
import { pauseKey } from '../pause.ts';
import { type Preferences, parsePreferences, preferencesText } from '../preferences.ts';
import { wishesKey } from '../wishes.ts';
import type { PanelScope } from './panel-host.ts';

export interface Reader {
  /** What the page shows, with the pace `frozen` exactly while it is paused. */
  preferences(): Preferences;
  /**
   * The reader has acted: keeps this beside what is kept by now, which another tab may have changed, and applies it
   * beside what the page shows, which may be a link's. What is named and undefined is taken back. Pauses for the pace
   * `frozen`, and ends a pause for others.
   */
  prefer(wish: Preferences): void;
  /** Takes all that was kept out of the storage, and has the strip as its publisher made it. */
  forget(): void;
}

/** The panel is drawn anew with each choice. */
export function createReader({ host, redraw }: Pick<PanelScope, 'host' | 'redraw'>): Reader {
  const { env, wishes, pause } = host;
  return {
    preferences: () => ({ ...wishes.get(), pace: pause.isOn() ? 'frozen' : paceOf(wishes.get()) }),
    prefer(wish) {
      const onto = (before: Preferences) => ({ ...before, ...wish, pace: paceOf(wish) ?? paceOf(before) });
      if (wish.pace && (wish.pace === 'frozen') !== pause.isOn()) pause.toggle();
      env.remember(wishesKey, preferencesText(onto(parsePreferences(env.recall(wishesKey)))));
      wishes.set(onto(wishes.get()));
      redraw();
    },
    forget() {
      if (pause.isOn()) pause.toggle();
      for (const key of [pauseKey, wishesKey]) env.forget(key);
      wishes.set({});
      redraw();
    },
  };
}

/** `frozen` is the pause under another name: kept in two places, the pause button and the settings would drift apart. */
function paceOf({ pace }: Preferences): Preferences['pace'] {
  return pace === 'frozen' ? undefined : pace;
}
