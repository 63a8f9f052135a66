/** The text that a publisher copies: tag, style sheet and policy for each way of embedding. Pure. */
import { textDirection } from '../../src/view/text-direction.ts';
import { type BuilderOptions, ownProperties, takenBy, type Way } from './options.ts';

export interface Addresses {
  /** Of the service, with its base path, without a slash at its end. */
  readonly server: string;
  /** Undefined where the service keeps no build. */
  readonly pinned: { readonly build: string; readonly integrity: string } | undefined;
}

export interface Snippet {
  readonly html: string;
  readonly css: string;
  /** The value of the header Content-Security-Policy that the page has to send at the least. */
  readonly policy: string;
}

/** px, by layout; each is the height that the strip has by itself. */
export const heights: Readonly<Record<string, number>> = { strip: 44, compact: 32, card: 400 };

/** `title`: what a frame is called, in the language that it speaks. */
export function snippetOf(
  way: Way,
  options: BuilderOptions,
  addresses: Addresses,
  title = 'Weather and markets',
): Snippet {
  const taken = takenBy(way, options);
  return way === 'frame' ? frameOf(taken, addresses, title) : scriptOf(way, taken, addresses);
}

function scriptOf(way: Way, options: BuilderOptions, addresses: Addresses): Snippet {
  const { attributes } = options;
  const { server, pinned } = addresses;
  const { origin } = new URL(server);
  const tag = '<script type="module" async fetchpriority="low"';
  // Below the path that this page came by: a proxy may have put one before it of which the service was not told.
  const script =
    way === 'pinned' && pinned !== undefined
      ? `${tag} crossorigin\n  src="${quoted(`${server}/v1/${pinned.build}/masthead.js`)}"\n  integrity="${quoted(pinned.integrity)}"></script>`
      : `${tag} src="${quoted(`${server}/v1/masthead.js`)}"></script>`;
  const given = [...attributes].map(([name, value]) => ` ${name}="${quoted(value)}"`).join('');
  // As in the preview; a page in another language may run the other way.
  const dir = textDirection(attributes.get('locale') ?? 'en') === 'rtl' ? ' dir="rtl"' : '';
  const layout = attributes.get('layout') ?? 'strip';
  const selector = layout === 'strip' ? 'masthead-strip' : `masthead-strip[layout=${layout}]`;
  const own = [...ownProperties(options)]
    .map(([name, value]) => `  --masthead-${name}: ${value};\n`)
    .join('');
  const height = `  display: block;\n  block-size: ${heights[layout] ?? 44}px;\n`;
  return {
    html: `${script}\n<masthead-strip${given}${dir}></masthead-strip>\n`,
    css: `${selector} {\n${height}${own}}\n`,
    policy: `script-src ${origin}; connect-src ${origin} ${origin.replace(/^http/, 'ws')}`,
  };
}

function frameOf({ attributes }: BuilderOptions, { server }: Addresses, title: string): Snippet {
  const query = new URLSearchParams([...attributes]);
  const height = heights[attributes.get('layout') ?? 'strip'] ?? 44;
  const source = quoted(`${server}/v1/embed?${query}`);
  return {
    html: `<iframe class="masthead" title="${quoted(title)}"\n  src="${source}"></iframe>\n`,
    css: `iframe.masthead {\n  display: block;\n  inline-size: 100%;\n  block-size: ${height}px;\n  border: 0;\n}\n`,
    policy: `frame-src ${new URL(server).origin}`,
  };
}

/** As it may stand between double quotes in HTML. */
function quoted(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
