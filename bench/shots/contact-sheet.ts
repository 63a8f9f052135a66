/** Many pictures as one, each with its name, so that a person can look through them. */
import type { Browser } from 'playwright-core';

export interface Picture {
  readonly name: string;
  readonly width: number;
  readonly png: Buffer;
}

/** Pictures of the same name stand beside each other. */
export async function contactSheet(
  browser: Browser,
  title: string,
  pictures: readonly Picture[],
): Promise<Buffer> {
  const names = [...new Set(pictures.map(({ name }) => name))];
  const rows = names.map((name) => {
    const images = pictures
      .filter((picture) => picture.name === name)
      .map(
        ({ width, png }) => `<img width="${width}" src="data:image/png;base64,${png.toString('base64')}">`,
      );
    return `<section><h2>${name}</h2>${images.join('')}</section>`;
  });
  const widths = [...new Set(pictures.map(({ width }) => width))].sort((a, b) => b - a).slice(0, 2);
  const width = widths.reduce((sum, each) => sum + each + 20, 20);
  const columns = Math.ceil(pictures.reduce((sum, { png }) => sum + heightOf(png), 0) / 2 / tallest);
  const page = await browser.newPage({ viewport: { width: width * columns, height: 400 } });
  try {
    await page.setContent(`<!doctype html><style>body{margin:10px;background:#8a8a8a;font:13px sans-serif}
      h1{font-size:16px;margin:0 0 8px}h2{font-size:13px;margin:8px 0 2px}img{margin-right:10px;vertical-align:top}
      section{white-space:nowrap;break-inside:avoid}div{columns:${columns}}</style><h1>${title}</h1><div>${rows.join('')}</div>`);
    return await page.screenshot({ fullPage: true });
  } finally {
    await page.close();
  }
}

/** All pictures of a column one below the other, in px; a browser's own picture ends at 16,384. */
const tallest = 6_000;

/** PNG (W3C), 11.2.1: the height stands in the header, behind the signature, the chunk's own head and the width. */
function heightOf(png: Buffer): number {
  return png.readUInt32BE(20);
}
