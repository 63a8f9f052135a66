/**
 * What a publisher chose in the builder: the strip's attributes, its own colours, font and lengths; and what of that each
 * way of embedding takes. Pure; knows no document.
 */

/** Names of attributes, as the form's fields are called, in the order in which the snippet has them. */
export const attributeNames = [
  'board',
  'layout',
  'place',
  'theme',
  'dark-class',
  'palette',
  'locale',
  'units',
  'density',
  'panels',
] as const;

/** Custom properties, without their prefix, that the builder offers a colour for. */
export const colourNames = [
  'paper',
  'ink',
  'muted',
  'line',
  'accent',
  'up',
  'down',
  'alert',
  'severe',
] as const;
export type ColourName = (typeof colourNames)[number];

export type Colours = ReadonlyMap<ColourName, string>;

/** Custom properties, without their prefix, that are no colours. */
export const lookNames = ['font', 'radius', 'gap'] as const;
export type LookName = (typeof lookNames)[number];

/** Fields whose text may be none that the strip understands. */
export type RefusableName = LookName | 'dark-class';

export type Way = 'moving' | 'pinned' | 'frame';

export interface BuilderOptions {
  /** Only those that differ from the default. */
  readonly attributes: ReadonlyMap<string, string>;
  /** `#rrggbb`. */
  readonly colours: Colours;
  /** A list of font families, and lengths with their unit. */
  readonly looks: ReadonlyMap<LookName, string>;
  /** Fields that say something else, which are left out. */
  readonly refused: readonly RefusableName[];
}

/** `read`: what a field of the form says; '' or undefined for the default. */
export function readOptions(read: (field: string) => string | undefined): BuilderOptions {
  const given = <Name extends string>(names: readonly Name[], prefix = '') =>
    new Map(
      names.flatMap((name) => {
        const value = read(prefix + name)?.trim();
        return value ? [[name, value] as const] : [];
      }),
    );
  const said = given(lookNames, 'look-');
  const looks = new Map([...said].filter(([name, text]) => forms[name].test(text)).map(withUnit));
  const attributes = given(attributeNames);
  // The strip follows one class, and takes a text with white space for none; a dot is a selector's, not the name's.
  const isNoClass = /\s|^\./.test(attributes.get('dark-class') ?? '');
  if (isNoClass) attributes.delete('dark-class');
  return {
    attributes,
    colours: given(colourNames, 'colour-'),
    looks,
    refused: [
      ...[...said.keys()].filter((name) => !looks.has(name)),
      ...(isNoClass ? (['dark-class'] as const) : []),
    ],
  };
}

/** What stands in the page by that way: a frame takes neither looks nor a class, and has no room for a panel but in a card. */
export function takenBy(way: Way, options: BuilderOptions): BuilderOptions {
  if (way !== 'frame') return options;
  const attributes = new Map(options.attributes);
  attributes.delete('dark-class');
  if (attributes.get('layout') !== 'card') attributes.set('panels', 'off');
  return { ...options, attributes, colours: new Map(), looks: new Map() };
}

/** Custom properties, without their prefix → their values. */
export function ownProperties({
  colours,
  looks,
}: BuilderOptions): ReadonlyMap<ColourName | LookName, string> {
  return new Map<ColourName | LookName, string>([...colours, ...looks]);
}

// What is in a style sheet as it was typed must not end its declaration, its rule or the element that it may stand in.
const quotedFamily = `"[^"\\\\<>{};\\p{C}]+"|'[^'\\\\<>{};\\p{C}]+'`;
const word = '-?[\\p{L}_][\\p{L}\\p{M}\\p{N}_-]*';
const family = `(?:${quotedFamily}|${word}(?: +${word})*)`;
const families = new RegExp(`^${family}(?: *, *${family})*$`, 'u');
const units = 'px|r?em|ex|ch|r?lh|v(?:[wihb]|min|max)|cm|mm|q|in|pt|pc';
const length = new RegExp(`^(?:0|(?:\\d+|\\d*\\.\\d+)(?:${units}))$`, 'i');
const forms: Readonly<Record<LookName, RegExp>> = { font: families, radius: length, gap: length };

/** A 0 alone is no length in a sum, which the strip's style sheet makes. */
function withUnit([name, text]: readonly [LookName, string]): readonly [LookName, string] {
  return [name, text === '0' ? '0px' : text];
}
