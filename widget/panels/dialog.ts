/** The frame of a panel: where it stands, who has the focus, how it is left. Knows nothing of what it shows. */
import type { Env } from '../env.ts';
import type { PanelKit } from './panel-host.ts';
import css from './panels.css';
import { giveFocus } from './stand-in.ts';
import { type Child, h, morph } from './tree.ts';

export interface Dialog {
  readonly shadow: ShadowRoot;
  show(children: readonly Child[]): void;
  focus(): void;
  close(): void;
  /** False once the browser has taken it away by itself, as from an element that is moved. */
  isShown(): boolean;
}

/** What a panel's host gives to its frame. */
interface Lodging {
  readonly box: HTMLElement;
  readonly kit: Pick<PanelKit, 'adopt'>;
  readonly env: Pick<Env, 'after'>;
}

const gapPx = 6;
// Below this there is no room for a panel, and it rather covers the strip.
const leastPx = 320;

/** Stands open, without the focus. `opener`: asked for whenever it is needed. `closed` is called once, when the focus is back there. */
export function openDialog(
  { box, kit, env }: Lodging,
  opener: () => HTMLElement,
  closed: () => void,
): Dialog {
  const holder = h('div');
  const shadow = holder.attachShadow({ mode: 'open' });
  const body = h('div');
  const panel = h('dialog', { tabIndex: -1, popover: 'manual', part: 'panel' }, body) as HTMLDialogElement;
  const leave = new AbortController();
  const { signal } = leave;

  const close = () => {
    if (signal.aborted) return;
    leave.abort();
    const hadFocus = shadow.activeElement ?? document.activeElement === document.body;
    holder.remove();
    if (hadFocus) giveFocus(opener, env);
    closed();
  };
  const focus = () => panel.focus({ preventScroll: true });

  kit.adopt(shadow, css);
  shadow.append(panel);
  holder.setAttribute('exportparts', 'panel');
  panel.setAttribute('aria-labelledby', 'title');
  box.append(holder);
  // The strip clips what it holds, so a panel needs the top layer: without popovers (before 2024) that of a modal dialog.
  if (panel.showPopover && !matchMedia('(max-width:600px)').matches) panel.showPopover();
  else panel.showModal();
  const settle = () => {
    stood = footOf(opener());
    place(panel, opener());
  };
  let stood: number;
  settle();
  addEventListener('resize', settle, { signal });
  // An opener in a head that sticks goes down the page as it scrolls, and its panel has to go with it.
  addEventListener(
    'scroll',
    () => {
      const foot = footOf(opener());
      if (foot > scrollY && Math.abs(foot - stood) > 1) settle();
    },
    { signal },
  );
  // Not by us: a phone's way back closes a modal dialog by itself.
  panel.addEventListener('close', close, { signal });
  document.addEventListener(
    'keydown',
    (event) => {
      const way = event.composedPath();
      // Whoever has answered it already, such as the page's own dialog, or has the focus, is who it was meant for.
      if (event.defaultPrevented || !(way[0] === document.body || way.includes(box.getRootNode()))) return;
      if (event.key === 'Tab') loop(panel, shadow, event);
      if (event.key !== 'Escape') return;
      event.preventDefault();
      close();
    },
    { signal },
  );
  let isPressedBeside = false;
  document.addEventListener(
    'pointerdown',
    (event) => {
      const way = event.composedPath();
      isPressedBeside = isBeside(panel, way[0], event);
      if (!(way.includes(panel) || way.includes(opener()))) close();
    },
    { signal },
  );
  // Not at once: with the backdrop gone, a finger's press would go on to what lies below it.
  panel.addEventListener(
    'click',
    (event) => {
      if (isPressedBeside && isBeside(panel, event.target, event)) close();
    },
    { signal },
  );
  const show = (children: readonly Child[]) => {
    const hadFocus = shadow.activeElement;
    morph(body, h('div', ...children));
    if (!hadFocus || shadow.activeElement) return;
    // What had it is gone, and a search may stand in its place.
    panel.querySelector<HTMLElement>('[type=search]')?.focus({ preventScroll: true });
    if (!shadow.activeElement) focus();
  };
  return { show, focus, close, isShown: () => panel.getClientRects().length > 0, shadow };
}

/** True for a press on a modal dialog's backdrop: that is the dialog itself, as its border and its scrollbar are. */
function isBeside(panel: HTMLElement, pressed: unknown, { clientX, clientY }: MouseEvent): boolean {
  const { left, right, top, bottom } = panel.getBoundingClientRect();
  return pressed === panel && (clientX < left || clientX > right || clientY < top || clientY > bottom);
}

/** Where an element ends in the page, in px from its top. */
function footOf(element: HTMLElement): number {
  return element.getBoundingClientRect().bottom + scrollY;
}

/** Below the opener, at its start. The style sheet overrules it where the window is narrow. */
function place({ style, offsetWidth }: HTMLElement, opener: HTMLElement): void {
  const { bottom, left, right } = opener.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const start = getComputedStyle(opener).direction === 'rtl' ? right - offsetWidth : left;
  const top = Math.max(gapPx, Math.min(bottom + gapPx, clientHeight - leastPx));
  style.left = `${scrollX + Math.max(gapPx, Math.min(start, clientWidth - offsetWidth - gapPx))}px`;
  style.top = `${scrollY + top}px`;
  style.maxHeight = `${clientHeight - top - gapPx}px`;
}

/** Tab stays in the panel while the focus is in it. */
function loop(panel: HTMLElement, shadow: ShadowRoot, event: KeyboardEvent): void {
  const stops = [...panel.querySelectorAll<HTMLElement>('a[href],button,input,[tabindex="0"]')];
  const [next, last] = event.shiftKey ? [stops.at(-1), stops[0]] : [stops[0], stops.at(-1)];
  const at = shadow.activeElement;
  if (at !== last && !(event.shiftKey && at === panel)) return;
  event.preventDefault();
  next?.focus();
}
