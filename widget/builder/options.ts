/** What a publisher chose in the builder: the strip's attributes and its own colours. Pure; knows no document. */

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

export interface BuilderOptions {
  /** Only those that differ from the default. */
  readonly attributes: ReadonlyMap<string, string>;
  /** `#rrggbb`. */
  readonly colours: Colours;
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
  return { attributes: given(attributeNames), colours: given(colourNames, 'colour-') };
}
