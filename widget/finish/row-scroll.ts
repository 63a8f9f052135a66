/** Scrolling of the row: a button for the next stretch, and marks at the edges where more is. */
import { write } from '../build.ts';
import type { Cancel, LifeEnv } from '../env.ts';

export interface RowWords {
  readonly next: string;
  readonly back: string;
}

// What of a stretch stays in sight, for orientation.
const stride = 0.8;

/** Watches until cancelled. */
export function watchRow(env: LifeEnv, row: HTMLElement, button: HTMLElement, words: RowWords): Cancel {
  const leave = new AbortController();

  const place = () => {
    const rest = row.scrollWidth - row.clientWidth;
    // Negative where the row runs from right to left (CSSOM View); a fraction of a pixel is no way to go.
    const gone = Math.abs(row.scrollLeft);
    return { rest, gone, atEnd: gone >= rest - 1 };
  };
  const mark = () => {
    const { rest, gone, atEnd } = place();
    write(row, 'data-before', gone > 1 ? '' : undefined);
    write(row, 'data-after', atEnd ? undefined : '');
    write(button, 'data-way', rest <= 1 ? 'none' : atEnd ? 'back' : 'next');
    write(button, 'aria-label', atEnd ? words.back : words.next);
  };
  const go = () => {
    const { gone, atEnd } = place();
    const along = getComputedStyle(row).direction === 'rtl' ? -1 : 1;
    const left = atEnd ? 0 : along * (gone + row.clientWidth * stride);
    // Not `scrollTo`: old libraries (Prototype, MooTools) give elements one of their own, which scrolls the page.
    row.scroll({ left, behavior: env.prefersStill() ? 'auto' : 'smooth' });
  };

  row.addEventListener('scroll', mark, { passive: true, signal: leave.signal });
  button.addEventListener('click', go, { signal: leave.signal });
  // The browser leaves a tile that is partly seen as it is, and to its nearer end the row would snap back. For a pointer
  // nothing moves: what is pressed must stay under it.
  const reveal = ({ target }: Event) => {
    const tile = target as Element;
    const [own, all] = [tile.getBoundingClientRect(), row.getBoundingClientRect()];
    if (tile.matches(':focus-visible') && (own.left < all.left || own.right > all.right))
      tile.scrollIntoView({ block: 'nearest', inline: own.width > all.width ? 'start' : 'center' });
  };
  row.addEventListener('focusin', reveal, { signal: leave.signal });
  // Its list grows where the row itself does not.
  const stops = [row, ...row.children].map((element) => env.onResize(element, mark));
  return () => {
    leave.abort();
    for (const stop of stops) stop();
  };
}
