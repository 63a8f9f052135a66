/** Text from outside made fit to be shown: bounded, on one line, and unable to turn its neighbours around. */

// Control characters, and the bidi controls that reach beyond their own text (Unicode 16, UAX 9 section 2).
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const unfit = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** At most `max` characters, without control or bidi control characters; anything but text becomes ''. */
export function displayText(text: unknown, max = 64): string {
  return typeof text === 'string' ? text.replace(unfit, '').slice(0, max) : '';
}

/** The address where it is an https one; anything else is not worth a click. */
export function httpsOnly(href: unknown): string | undefined {
  return typeof href === 'string' && /^https:\/\/[^\s]{1,2000}$/i.test(href) ? href : undefined;
}
