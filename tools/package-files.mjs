/** What lies in the npm package beside its code: description, manifest and style sheet, made of what the project says once. */

export const packageName = 'masthead-strip';

const eventNames = {
  'masthead-ready': 'The first figures stand.',
  'masthead-state': 'The connection is another.',
  'masthead-select': 'A reader chose something; cancelable.',
};

/** `attributes`: as the element observes them. Custom elements manifest, schema 2.1.0. */
export function manifestOf(attributes, properties) {
  const name = 'MastheadStrip';
  const declaration = {
    ...{ kind: 'class', customElement: true, name, tagName: 'masthead-strip' },
    description: 'A live strip of weather and markets.',
    superclass: { name: 'HTMLElement' },
    attributes: attributes.map((attribute) => ({ name: attribute, fieldName: fieldOf(attribute) })),
    members: attributes.map((attribute) => ({
      ...{ kind: 'field', name: fieldOf(attribute), attribute, reflects: true },
      type: { text: 'string | null' },
    })),
    events: Object.entries(eventNames).map(([event, description]) => ({
      ...{ name: event, description, type: { text: 'CustomEvent' } },
    })),
    cssProperties: properties.map((property) => ({ name: property })),
  };
  const exported = (kind, as, module) => ({ kind, name: as, declaration: { name, module } });
  return {
    schemaVersion: '2.1.0',
    modules: [
      {
        ...{ kind: 'javascript-module', path: 'masthead-strip.js', declarations: [declaration] },
        exports: [exported('js', name, 'masthead-strip.js')],
      },
      {
        ...{ kind: 'javascript-module', path: 'define.js', declarations: [] },
        exports: [exported('custom-element-definition', 'masthead-strip', 'masthead-strip.js')],
      },
    ],
  };
}

/** `package.json` of the package. */
export function descriptionOf({ version, license, description }) {
  return {
    ...{ name: packageName, version, description, license, type: 'module' },
    exports: {
      '.': { types: './masthead-strip.d.ts', default: './masthead-strip.js' },
      './define': { types: './define.d.ts', default: './define.js' },
      './strip.css': './strip.css',
      './custom-elements.json': './custom-elements.json',
      './jsx': { types: './jsx.d.ts', default: './jsx.js' },
    },
    types: './masthead-strip.d.ts',
    customElements: 'custom-elements.json',
    sideEffects: ['./define.js', './strip.css'],
  };
}

function fieldOf(attribute) {
  return attribute.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}
