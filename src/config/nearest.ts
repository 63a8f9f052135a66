/** Pure: which known name was probably meant by one that is not known. Knows no config. */

/** Names longer than this are compared by their beginning: nobody mistypes that much, and the cost is bounded. */
const maxLength = 80;

/**
 * The known name that is fewest slips away: a letter more, less or other, or two swapped. Undefined where more than a
 * third of the name, or more than three letters, would have to change. The first of several that are equally near.
 */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const allowed = Math.min(3, Math.max(1, Math.floor(name.length / 3)));
  let best: { readonly name: string; readonly slips: number } | undefined;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) > allowed) continue;
    const slips = slipsBetween(name.toLowerCase(), candidate.toLowerCase());
    if (slips <= allowed && (best === undefined || slips < best.slips)) best = { name: candidate, slips };
  }
  return best?.name;
}

/** `, did you mean every?`, or '' where nothing known is near. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const meant = nearest(name, known);
  return meant === undefined ? '' : `, did you mean ${meant}?`;
}

/** The optimal string alignment distance. */
function slipsBetween(left: string, right: string): number {
  const [a, b] = [left.slice(0, maxLength), right.slice(0, maxLength)];
  let twoAbove: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const other = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      line.push(
        Math.min(
          (above[column] ?? 0) + 1,
          (line[column - 1] ?? 0) + 1,
          (above[column - 1] ?? 0) + other,
          swapped ? (twoAbove[column - 2] ?? Infinity) + 1 : Infinity,
        ),
      );
    }
    [twoAbove, above] = [above, line];
  }
  return above[b.length] ?? 0;
}
