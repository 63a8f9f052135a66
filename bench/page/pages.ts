/** A web server for the pages that a bench opens: each is what was set under its path, with an address that is free. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Pages {
  /** `http://host:port`. */
  readonly url: string;
  /** By path, such as `/story`; everything else is answered with 204. */
  readonly html: Map<string, string>;
  /** Called with the path of every request that a page makes by POST. */
  told: (path: string) => void;
  stop(): Promise<void>;
}

export async function startPages(): Promise<Pages> {
  const html = new Map<string, string>();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://page').pathname;
    if (request.method === 'POST') pages.told(path);
    const text = html.get(path);
    response.statusCode = text === undefined ? 204 : 200;
    if (text !== undefined) response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const pages: Pages = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    html,
    told: () => {},
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return pages;
}

export interface PageParts {
  /** Where the strip's script is; undefined: a page without it. */
  readonly script: string | undefined;
  readonly language?: string;
  /** In the head, before the strip's script. */
  readonly head?: string;
  /** In place of one strip with the board `front`; also for a page without the script. */
  readonly strip?: string;
}

const paragraph = '<p>The salt flats took up the whole of Thursday, and nobody had brought a hat.</p>';

/** The lines of style sheet that a publisher copies, one for each layout. */
export const reserved = {
  strip: 'block-size:44px',
  compact: 'block-size:32px',
  card: 'inline-size:320px;block-size:420px',
} as const;
export type Layout = keyof typeof reserved;

const reservedCss = Object.entries(reserved)
  .map(([layout, size]) => `masthead-strip[layout=${layout}]{${size}}`)
  .join('');

/** A short story with the strip above it, whose place is kept by the publisher's own style sheet. */
export function pageWith({ script, language = 'en', head = '', strip }: PageParts): string {
  const element = strip ?? '<masthead-strip board="front"></masthead-strip>';
  const tag = script === undefined ? '' : `<script type="module" async src="${script}"></script>`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Story</title>
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <style>body{margin:0;font:1rem/1.5 "Liberation Sans",sans-serif}
    masthead-strip{display:block;block-size:44px}${reservedCss}</style>
    ${head}${tag}</head><body>${element}<main><h1>Story</h1>${paragraph.repeat(12)}</main></body></html>`;
}
