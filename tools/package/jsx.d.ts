/** The tag in React's JSX, for React 19. */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { MastheadEventMap, MastheadStrip, MastheadStripProperties } from './masthead-strip.js';

type Listeners = {
  [Name in keyof MastheadEventMap as `on${Name}`]?: (event: MastheadEventMap[Name]) => void;
};
type Props = DetailedHTMLProps<HTMLAttributes<MastheadStrip>, MastheadStrip> &
  Partial<Omit<MastheadStripProperties, 'darkClass'>> &
  Listeners & { 'dark-class'?: string };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'masthead-strip': Props;
    }
  }
}
