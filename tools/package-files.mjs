/** What lies in the npm package beside its code: description, manifest and style sheet, made of what the project says once. */

export const packageName = 'masthead-strip';

/** Custom properties without what they all begin with, in the words and the order of docs/embedding.md. */
const properties = [
  [
    ['paper', 'ink', 'muted', 'line'],
    'ground, figures, small text, hairlines; credits have a colour of their own',
  ],
  [
    ['accent'],
    'the outline of what has the focus, and chosen boxes in the settings; links have the colour of the text around them',
  ],
  [['up', 'down'], "changes, in place of the palette's; the first also the dot of live quotes"],
  [['alert', 'severe'], 'warnings'],
  [['font'], "the family, where it should differ from the page's"],
  [['radius'], 'corners of card and panels'],
  [
    ['gap'],
    'room at both sides of a tile, a length with its unit; 14 px, 8 px on a phone and where `density` is `compact`, but in a card',
  ],
];

/** What `::part()` reaches, in the words and the order of docs/embedding.md, which no image is built with. */
const parts = [
  [['strip'], 'all of it'],
  [
    ['compact', 'card', 'western', 'east-asian', 'korean', 'colour-blind', 'collapsed'],
    'the `strip` as well, by its layout, its palette, and where the reader folded it: `::part(strip card)`',
  ],
  [['pause', 'settings'], 'a button'],
  [['next'], 'the button that scrolls the row'],
  [['glyph'], 'the drawing in a button'],
  [['summary'], 'the button that has a summary read aloud; seen while it has the focus'],
  [['message'], 'what stands in place of figures that are not there yet'],
  [['weather'], 'the weather as a whole'],
  [['label'], 'the heading of weather and quotes'],
  [['symbol', 'temperature', 'condition', 'range', 'place'], 'what the weather consists of'],
  [['report'], 'the link or button that lies over the weather; no room of its own'],
  [['alert'], 'a warning beside the weather'],
  [['sign'], 'the drawing in a warning'],
  [['live', 'dot', 'state'], 'the heading of the quotes, its mark, and how the figures come'],
  [['row'], 'the quotes, which scroll'],
  [['tabs', 'tab'], 'the kinds of quotes in a card'],
  [['item', 'tile'], 'a quote with its hairline, and the link in it'],
  [['head', 'name'], 'its upper line, and what it is called'],
  [['tag'], 'how late the figures are, or what is wrong with them; the weather has one, too'],
  [['figures', 'price'], 'its lower line, and the price'],
  [['change', 'arrow', 'amount'], 'the change as a whole, its direction and how much'],
  [['up', 'down', 'flat', 'unknown'], 'the `change` as well, by its direction: `::part(change up)`'],
  [['spark'], 'the line of a quote'],
  [['note'], 'what stands in place of a price that is missing'],
  [['panel'], 'the dialog of a tile, of the weather or of the settings'],
];

/** Custom elements manifest, schema 2.1.0. `attributes`: as the element observes them; `declarations`: the package's types as text. */
export function manifestOf(attributes, declarations) {
  const name = 'MastheadStrip';
  const fields = membersOf(declarations, 'MastheadStripProperties');
  const events = membersOf(declarations, 'MastheadEventMap');
  const declaration = {
    ...{ kind: 'class', customElement: true, name, tagName: 'masthead-strip' },
    description: 'A live strip of weather and markets.',
    superclass: { name: 'HTMLElement' },
    attributes: attributes.map((attribute) => {
      const { description, type } = fields.get(fieldOf(attribute));
      const text = type.replace(/ \| null$/, '');
      return { name: attribute, fieldName: fieldOf(attribute), description, type: { text } };
    }),
    members: attributes.map((attribute) => {
      const { description, type } = fields.get(fieldOf(attribute));
      return {
        ...{ kind: 'field', name: fieldOf(attribute), attribute, reflects: true, description },
        type: { text: type },
      };
    }),
    events: [...events].map(([event, { description, type }]) => ({
      ...{ name: event, description, type: { text: type } },
    })),
    cssProperties: described(properties, '--masthead-'),
    cssParts: described(parts),
  };
  const defining = {
    ...{ kind: 'function', name: 'define' },
    description: 'Registers `<masthead-strip>` unless the page already has one.',
    parameters: [{ name: 'registry', optional: true, type: { text: 'CustomElementRegistry' } }],
    return: { type: { text: 'void' } },
  };
  const module = 'masthead-strip.js';
  const exported = (kind, as, name = as) => ({ kind, name: as, declaration: { name, module } });
  return {
    schemaVersion: '2.1.0',
    modules: [
      {
        ...{ kind: 'javascript-module', path: module, declarations: [declaration, defining] },
        exports: [exported('js', name), exported('js', 'define')],
      },
      {
        ...{ kind: 'javascript-module', path: 'define.js', declarations: [] },
        exports: [exported('custom-element-definition', 'masthead-strip', name)],
      },
    ],
  };
}

/** One entry for each name of a group. */
function described(groups, prefix = '') {
  return groups.flatMap(([names, description]) =>
    names.map((name) => ({ name: `${prefix}${name}`, description })),
  );
}

/** `package.json` of the package. */
export function descriptionOf({ version, license, description }) {
  return {
    ...{ name: packageName, version, description, license, type: 'module' },
    exports: {
      '.': { types: './masthead-strip.d.ts', default: './masthead-strip.js' },
      './define': { types: './define.d.ts', default: './define.js' },
      './strip.css': { types: './strip.css.d.ts', default: './strip.css' },
      './custom-elements.json': './custom-elements.json',
      './jsx': { types: './jsx.d.ts', default: './jsx.js' },
      './package.json': './package.json',
    },
    types: './masthead-strip.d.ts',
    customElements: 'custom-elements.json',
    sideEffects: ['./define.js', './strip.css'],
    // What the tag's types add to: from an installer that keeps packages apart they would not find the app's own.
    peerDependencies: { '@types/react': '>=18.2' },
    peerDependenciesMeta: { '@types/react': { optional: true } },
  };
}

function fieldOf(attribute) {
  return attribute.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}

/** Name → type and comment, of the members of an interface that stand there on a line each, with their comment before them. */
function membersOf(declarations, name) {
  const [, body = ''] = new RegExp(`interface ${name} \\{\n(.*?)^\\}`, 'ms').exec(declarations) ?? [];
  const members = body.matchAll(/^ {2}\/\*\* (.+) \*\/\n {2}'?([\w-]+)'?: (.+);$/gm);
  return new Map([...members].map(([, description, member, type]) => [member, { description, type }]));
}
