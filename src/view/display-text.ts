/** Text from outside made fit to be shown: bounded, on one line, and unable to turn its neighbours around. */

// Controls, halves of surrogate pairs, and whatever Unicode says is not seen (Default_Ignorable_Code_Point: bidi and
// zero-width controls, fillers, tags), but for space and for what scripts and emoji need: joiners, variation selectors.
const unfit =
  /(?!\s|\u200c|\u200d|\ufe0e|\ufe0f|[\u180b-\u180d\u180f])[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;
// No script that is written stacks more; a flood of them paints over whatever is above and below.
const markFlood = /((?:\p{M}|\u200c|\u200d){5})(?:\p{M}|\u200c|\u200d)+/gu;
const looseEdges = /^(?:\s|\p{M}|\u200c|\u200d)+|(?:\s|\u200c|\u200d)+$/gu;
// Work is bounded too, however long the text is.
const longestRead = 2000;

/** At most `max` code points that can be seen, on one line and with single spaces; anything but text becomes ''. */
export function displayText(text: unknown, max = 64): string {
  if (typeof text !== 'string') return '';
  const fit = text
    .slice(0, longestRead)
    .replace(unfit, '')
    .replace(/\s+/g, ' ')
    .replace(markFlood, '$1')
    .replace(looseEdges, '');
  return [...fit].slice(0, max).join('').replace(looseEdges, '');
}

// A board has some dozens, and each is asked for at every drawing.
const maxKnown = 200;
const known = new Map<string, string | undefined>();

/** The address, as a browser would write it, where it is an https one without a password in it. */
export function httpsOnly(href: unknown): string | undefined {
  if (typeof href !== 'string') return undefined;
  if (!known.has(href)) {
    if (known.size >= maxKnown) known.clear();
    known.set(href, safeAddress(href));
  }
  return known.get(href);
}

function safeAddress(href: string): string | undefined {
  if (!/^https:\/\/\S{1,2000}$/i.test(href)) return undefined;
  try {
    const url = new URL(href);
    return url.username === '' && url.password === '' ? url.href : undefined;
  } catch {
    return undefined;
  }
}
