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
  /** In the body, before the strip. */
  readonly before?: string;
}

/** What stands on any news page and so is not new to the browser when the strip comes: boxes in rows and grids, icons, buttons. */
export const newsFurniture = `<style>
  .top{display:flex;gap:12px;align-items:center;border-block-end:1px solid #ddd;container-type:inline-size}
  .top ul{display:flex;list-style:none;margin:0;padding:0;overflow:auto hidden;white-space:nowrap}
  .top button{display:grid;place-items:center;border:0;background:none;font:inherit;inline-size:40px;block-size:40px}
  .top b{font-size:17px;font-weight:600}.top small{font-size:11px;color:#666}.top em{font-size:12px;font-weight:600}
  .teasers{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:16px}
  @container (max-width:600px){.top small{display:none}}
</style>
<div class="top"><button type="button" aria-label="Menu"><svg viewBox="0 0 16 16" width="16" height="16" fill="none"
  stroke="currentColor"><path d="M2 4h12M2 8h12M2 12h12"></path><circle cx="8" cy="8" r="7"></circle></svg></button>
  <b>The Courier</b><ul><li><a href="#a"><em>World</em></a></li><li><a href="#b">Economy</a></li></ul>
  <small>29 November</small></div>
<div class="teasers"><p><strong>One</strong> of three</p><p><strong>Two</strong> of three</p><p>Three</p></div>`;

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
export function pageWith({ script, language = 'en', head = '', strip, before = '' }: PageParts): string {
  const element = strip ?? '<masthead-strip board="front"></masthead-strip>';
  const tag =
    script === undefined ? '' : `<script type="module" async fetchpriority="low" src="${script}"></script>`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Story</title>
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <style>body{margin:0;font:1rem/1.5 "Liberation Sans",sans-serif}
    masthead-strip{display:block;block-size:44px}${reservedCss}</style>
    ${head}${tag}</head><body>${before}${element}<main><h1>Story</h1>${paragraph.repeat(12)}</main></body></html>`;
}
