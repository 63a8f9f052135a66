/** A strip read out: every sentence that its tiles hold for the ear, the weather first; not of those that are put away. */

/** As one text, in the order in which the tiles stand. */
export function summaryOf(root: Element): string {
  const sentences = [
    ...root.querySelectorAll('.report>.sr,.alert:not([hidden])>.sr,.strip:not(.collapsed) .tile>.sr'),
  ];
  return sentences
    .map(({ textContent }) => textContent)
    .filter(Boolean)
    .join(' ');
}
