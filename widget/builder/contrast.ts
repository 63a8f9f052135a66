/** Whether chosen colours can be read: WCAG 2.2's contrast against the strip's ground, in the schemes that it may meet. Pure. */
import type { ColourName, Colours } from './options.ts';

/** Two colours that are too alike. */
export interface Shortfall {
  readonly name: ColourName;
  readonly scheme: 'light' | 'dark';
  /** From 1 to 21, as `least` is. */
  readonly ratio: number;
  readonly least: number;
}

/** For text of the strip's sizes (WCAG 2.2, 1.4.3), and for the accent, which is a focus ring and a tick (1.4.11). */
const leastOf = (name: ColourName): number => (name === 'accent' ? 3 : 4.5);

type Scheme = Readonly<Partial<Record<ColourName, string>>>;

/** The strip's own colours, as its style sheets have them. Hairlines are no text. */
export const ownColours: Readonly<Record<'light' | 'dark', Scheme>> = {
  light: {
    paper: '#ffffff',
    ink: '#16181d',
    muted: '#5d6470',
    accent: '#1f5fbf',
    up: '#0b7a4b',
    down: '#b3261e',
    alert: '#8a5300',
    severe: '#b3261e',
  },
  dark: {
    paper: '#101216',
    ink: '#eceef2',
    muted: '#9aa2af',
    accent: '#8ab8ff',
    up: '#4cc38f',
    down: '#ff8f83',
    alert: '#f0c568',
    severe: '#ff9a8f',
  },
};

/** `theme`: as the attribute; a strip that follows the page meets both schemes. Nothing of a strip's own falls short. */
export function shortfalls(colours: Colours, theme: string | undefined): readonly Shortfall[] {
  const schemes = (['light', 'dark'] as const).filter(
    (scheme) => (theme ?? 'auto') === 'auto' || theme === scheme,
  );
  return schemes.flatMap((scheme) => {
    const shown = { ...ownColours[scheme], ...Object.fromEntries(colours) } as Scheme;
    const { paper = '#ffffff', ...texts } = shown;
    return Object.entries(texts)
      .filter(([name]) => name !== 'line')
      .map(([key, colour]) => {
        const name = key as ColourName;
        return { name, scheme, ratio: contrast(colour, paper), least: leastOf(name) };
      })
      .filter(({ ratio, least }) => ratio < least);
  });
}

/** From 1 to 21, of two colours as `#rrggbb` (WCAG 2.2, "contrast ratio"). */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** WCAG 2.2, "relative luminance". */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
