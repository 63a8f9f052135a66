/** Lists as Prototype 1.6 has JSON write them: as texts, since their `toJSON` writes them itself. */
import { onTestFinished } from 'vitest';

/** From now on until the test is over. */
export function startOldJson(): void {
  const lists = Array.prototype as { toJSON?: unknown };
  Object.defineProperty(lists, 'toJSON', {
    configurable: true,
    value(this: unknown[]) {
      return `[${this.map((each) => JSON.stringify(each)).join(', ')}]`;
    },
  });
  onTestFinished(() => {
    delete lists.toJSON;
  });
}
