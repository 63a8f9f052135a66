/** What a panel is given by the strip that opens it, and what it gives back. Types alone. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { ItemWords } from '../../src/view/panel/item-words.ts';
import type { PanelContext } from '../../src/view/panel/panel-context.ts';
import type { ViewKit } from '../../src/view/panel/view-kit.ts';
import type { ViewContext } from '../../src/view/view-context.ts';
import type { Cancel, LifeEnv } from '../env.ts';
import type { Feed } from '../feed.ts';
import type { Held } from '../model.ts';
import type { Pause } from '../pause.ts';
import type { adopt } from '../sheets.ts';
import type { symbolStrokes } from '../symbols.ts';
import type { Wishes } from '../wishes.ts';
import type { Child } from './tree.ts';

/** What a panel is about: an item (of kind `alerts`: its place's weather), or the reader's choices. */
export type PanelSubject = { readonly kind: 'item'; readonly id: ItemId } | { readonly kind: 'settings' };

/** What the strip's own code lends, so that a panel need not bring it once more. */
export interface PanelKit extends ViewKit {
  readonly adopt: typeof adopt;
  readonly symbolStrokes: typeof symbolStrokes;
}

/** What keeps the reader's choices: the page's own, for all its strips. */
export interface ReaderHost {
  readonly env: Pick<LifeEnv, 'recall' | 'remember' | 'forget'>;
  readonly wishes: Pick<Wishes, 'get' | 'set'>;
  readonly pause: Pick<Pause, 'isOn' | 'toggle'>;
}

export interface PanelHost extends ReaderHost {
  readonly env: ReaderHost['env'] & Pick<LifeEnv, 'getJson' | 'after' | 'frame' | 'isOnline'>;
  /** Address of the server with its base path and without a slash at its end. */
  readonly base: string;
  readonly kit: PanelKit;
  /** Another chunk by its name; rejects where it does not come, and can be asked for again. */
  load(name: string): Promise<unknown>;
  /** The strip's own box: a panel stands in it behind a shadow root of its own, and inherits type and custom properties. */
  readonly box: HTMLElement;
  readonly feed: Pick<Feed, 'model' | 'status' | 'listen'>;
  /** Has readings come of an item that is not on the board, until cancelled. */
  follow(id: ItemId): Cancel;
  /** What the strip shows of an item, which stands still while it is paused; of others the newest that is known. */
  held(id: ItemId): Held | undefined;
  /** The panels' words in the reader's language, in the order of the English table; undefined for English. */
  readonly leaves: readonly string[] | undefined;
  /** As of now: asked at each drawing. With Intl's formats and a language tag that Intl takes. */
  context(): ViewContext;
  /** As of now, what the page's publisher wrote in the strip's tag. */
  attribute(name: 'place' | 'palette'): string | undefined;
  /** The panel is gone, whoever closed it; the focus is back where it was. */
  closed(): void;
}

export interface OpenPanel {
  /** True where the panel shows that now: a reader may have turned it to something else than it was opened for. */
  isAbout(subject: PanelSubject): boolean;
  /** Once more does nothing. */
  close(): void;
}

export interface DrawContext extends PanelContext {
  readonly kit: PanelKit;
}

/** What there is to show now: called in animation frames, as often as anything changes. */
export type Draw = (context: DrawContext) => readonly Child[];

/** What the parts of one open panel share. */
export interface PanelScope {
  readonly host: PanelHost;
  /** The panel's own tree, for a further sheet. */
  readonly shadow: ShadowRoot;
  readonly words: ItemWords;
  /** Has the panel drawn anew in the next frame. */
  redraw(): void;
  /** Shows another item in the same panel. */
  turn(subject: PanelSubject): void;
  close(): void;
  /** Fires when the panel closes or turns to something else. */
  readonly gone: AbortSignal;
}
