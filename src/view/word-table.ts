/** A table of words as the plain list in which a language travels, and back; knows no word. */

type Branch = Readonly<Record<string, unknown>>;

/** The strings of `table` in the order of `shape`'s keys, and those of `shape` where `table` has none. */
export function leavesOf(table: object, shape: object = table): string[] {
  return Object.entries(shape).flatMap(([key, part]) => {
    const own = (table as Branch)[key] ?? part;
    return typeof part === 'string' ? [String(own)] : leavesOf(own as object, part);
  });
}

/** `shape` with the leaves in place of its strings, in their order; its own strings stay where no leaf is left. */
export function tableFrom<T extends object>(shape: T, leaves: readonly string[]): T {
  const rest = leaves.values();
  const grow = (branch: object): object =>
    Object.fromEntries(
      Object.entries(branch).map(([key, part]) => [
        key,
        typeof part === 'string' ? (rest.next().value ?? part) : grow(part),
      ]),
    );
  return grow(shape) as T;
}
