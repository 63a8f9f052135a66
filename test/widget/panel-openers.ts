/** What a reader presses to open each of the strip's panels, by the name of the panel. */
export const panelOpeners = {
  quote: '[part~=item] a, [part~=item] button',
  weather: '[part~=weather] a, [part~=weather] button',
  settings: '[part~=settings]',
} as const;
