/** Pure: the drill's results as a markdown table. */
import { isNotRun, type Result } from './run.ts';

export function tableOf(results: readonly Result[]): string {
  const rows = results.map((result) => [
    `${result.number}. ${result.fault}`,
    result.asked,
    measuredOf(result),
    okOf(result),
  ]);
  return [['fault', 'figure asked', 'measured', 'ok'], ['---', '---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

function measuredOf({ measured, notRun }: Result): string {
  return notRun === undefined ? measured : `${measured} (not run: ${notRun})`;
}

function okOf(result: Result): string {
  if (result.broken.length > 0) return 'NO';
  return isNotRun(result) ? 'not run' : 'yes';
}
