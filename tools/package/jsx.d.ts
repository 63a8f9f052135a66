/** The tag in React's JSX, for React 19. */
import type { CSSProperties, DetailedHTMLProps, HTMLAttributes } from 'react';
import type { MastheadStrip, MastheadStripAttributes } from './masthead-strip.js';

type Style = CSSProperties & { [property: `--masthead-${string}`]: string };
type Props = DetailedHTMLProps<HTMLAttributes<MastheadStrip>, MastheadStrip> &
  MastheadStripAttributes & { style?: Style | undefined };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'masthead-strip': Props;
    }
  }
}
