/** Looks up what a reading names in a table of ours. */

/** Undefined for what the table has not, or has as any object has it, such as `constructor`; for what is no text, too. */
export function own<T>(table: Readonly<Record<string, T>>, key: unknown): T | undefined {
  return typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined;
}
