/** Pure: rows as aligned columns of plain text, coloured where the reader's terminal is one. */

/** What a piece of text is, not how it looks. */
export type Tone = 'plain' | 'heading' | 'good' | 'bad' | 'quiet';

export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
  /** Figures stand at the right. */
  readonly align?: 'right';
}

export type Paint = (text: string, tone: Tone) => string;

/** Codes of ECMA-48's Select Graphic Rendition that every terminal knows. */
const codes: Readonly<Record<Tone, string>> = { plain: '', heading: '1', good: '32', bad: '31', quiet: '2' };

/** Leaves text as it is where `colour` is false: nothing but the text goes through a pipe. */
export function painter(colour: boolean): Paint {
  return (text, tone) =>
    colour && tone !== 'plain' && text !== '' ? `\u001B[${codes[tone]}m${text}\u001B[0m` : text;
}

/** One line for each row, indented by two; columns two apart, nothing at the end of a line. */
export function tableLines(rows: readonly (readonly (Cell | string)[])[], paint: Paint): string[] {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? { text: cell } : cell)));
  const widths: number[] = [];
  for (const row of cells) {
    row.forEach(({ text }, column) => {
      widths[column] = Math.max(widths[column] ?? 0, widthOf(text));
    });
  }
  return cells.map((row) =>
    `  ${row.map((cell, at) => padded(cell, widths[at] ?? 0, paint)).join('  ')}`.trimEnd(),
  );
}

function padded({ text, tone = 'plain', align }: Cell, width: number, paint: Paint): string {
  const gap = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'right' ? gap + paint(text, tone) : paint(text, tone) + gap;
}

/** A letter and the marks on it take one column. */
function widthOf(text: string): number {
  return [...text.replace(/\p{M}/gu, '')].length;
}

/** Control characters out of a feed or a config must not drive the terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, ' ');
}
