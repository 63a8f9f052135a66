/** In the page: a box like the strip's with two openers, and a panel host over a model that the test fills. */
import type { ItemId } from '../../../src/protocol/item-id.ts';
import type { BoardSnapshot, SnapshotItem } from '../../../src/protocol/snapshot.ts';
import { intlFormats } from '../../../src/view/intl-format.ts';
import { words } from '../../../src/view/languages/en.ts';
import { viewKit } from '../../../src/view/panel/view-kit.ts';
import { browserEnv, browserLife, type Cancel } from '../../../widget/env.ts';
import type { FeedChange, FeedStatus } from '../../../widget/feed.ts';
import { Model } from '../../../widget/model.ts';
import type { OpenPanel, PanelHost, PanelSubject } from '../../../widget/panels/panel-host.ts';
import { createPause } from '../../../widget/pause.ts';
import { adopt } from '../../../widget/sheets.ts';
import { symbolStrokes } from '../../../widget/symbols.ts';
import { createWishes } from '../../../widget/wishes.ts';

export interface PanelHarness {
  open(subject: PanelSubject, opener?: number): Promise<void>;
  close(): void;
  apply(items: readonly SnapshotItem[]): void;
  /** Takes another board's names, credits and readings in place of those held. */
  replace(board: BoardSnapshot): void;
  status(status: FeedStatus): void;
  /** How often a panel has said that it is gone. */
  closings(): number;
  /** Items followed at the moment. */
  followed(): ItemId[];
}

interface Settings {
  readonly chunks: string;
  readonly base: string;
  readonly board: BoardSnapshot;
  readonly locale: string;
  readonly leaves?: readonly string[];
  /** Panels are drawn at once, without waiting for a frame. */
  readonly isEager?: boolean;
}

type Chunk = { openPanel(host: PanelHost, subject: PanelSubject, opener: HTMLElement): OpenPanel };

export async function startHarness({
  chunks,
  base,
  board,
  locale,
  leaves,
  isEager = false,
}: Settings): Promise<PanelHarness> {
  const root = (document.querySelector('#strip') ?? document.body).attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await (await fetch(`${chunks}/strip.css`)).text());
  root.adoptedStyleSheets = [sheet];
  const box = document.createElement('div');
  box.className = 'strip';
  const openers = ['First', 'Second'].map((label) => {
    const opener = document.createElement('button');
    opener.className = label.toLowerCase();
    opener.textContent = label;
    opener.style.setProperty('inline-size', '80px');
    return opener;
  });
  box.append(...openers);
  root.append(box);

  const model = new Model();
  model.applySnapshot(board);
  const listeners = new Set<(change: FeedChange) => void>();
  const formats = intlFormats(locale);
  const followed = new Set<ItemId>();
  const feed = { model, status: 'live' as FeedStatus, listen };
  let closings = 0;
  let panel: OpenPanel | undefined;

  function listen(listener: (change: FeedChange) => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }
  const tell = (change: FeedChange) => {
    for (const listener of listeners) listener(change);
  };
  const wishes = createWishes(browserEnv);
  // As the core loads them: a chunk is a function of the core's own exports.
  const chunkOf = async (name: string): Promise<unknown> => {
    const [core, chunk] = await Promise.all([
      import(`${chunks}/masthead.js`),
      import(`${chunks}/${name}.js`),
    ]);
    return chunk.default(core);
  };
  const host: PanelHost = {
    env: { ...browserEnv, ...browserLife, ...(isEager && { frame: atOnce }) },
    base,
    kit: { ...viewKit, adopt, symbolStrokes },
    load: chunkOf,
    box,
    feed,
    follow(id) {
      followed.add(id);
      return () => followed.delete(id);
    },
    held: (id) => model.held(id),
    leaves,
    context: () => ({
      now: browserEnv.now(),
      locale,
      words,
      formats,
      units: wishes.get().units ?? 'c',
      sources: model.sources,
    }),
    attribute: (name) => root.host.getAttribute(name) ?? undefined,
    wishes,
    pause: createPause(browserEnv),
    closed() {
      closings += 1;
      panel = undefined;
    },
  };
  const { openPanel } = (await chunkOf('panels')) as Chunk;
  return {
    async open(subject, opener = 0) {
      panel?.close();
      panel = openPanel(host, subject, openers[opener] ?? box);
    },
    close: () => panel?.close(),
    apply(items) {
      model.apply(items);
      tell('items');
    },
    replace(next) {
      model.restart();
      model.applySnapshot(next);
      tell('afresh');
    },
    status(status) {
      feed.status = status;
      tell('status');
    },
    closings: () => closings,
    followed: () => [...followed],
  };
}

function atOnce(task: () => void): Cancel {
  let isWanted = true;
  queueMicrotask(() => isWanted && task());
  return () => {
    isWanted = false;
  };
}

Object.assign(globalThis, { startHarness });
