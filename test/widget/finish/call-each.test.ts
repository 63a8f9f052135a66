import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// What a page was told it remembers for as long as it is open: each test has a page of its own, and leaves none.
beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  vi.resetModules();
  vi.restoreAllMocks();
});

async function rig() {
  const { callEach } = await import('../../../widget/finish/call-each.ts');
  const reject = vi.spyOn(Promise, 'reject').mockReturnValue(new Promise<never>(() => {}));
  const failing = (text: string) => () => {
    throw new Error(text);
  };
  return { callEach, failing, told: () => reject.mock.calls.map(([error]) => error.message) };
}

describe('calling each', () => {
  it('goes on after one that throws, and tells the page of each trouble once', async () => {
    const { callEach, failing, told } = await rig();
    const called: string[] = [];
    const all = [failing('one'), () => called.push('second'), failing('two')];
    callEach(all);
    callEach(all);
    expect(called).toEqual(['second', 'second']);
    expect(told()).toEqual(['one', 'two']);
  });

  it('keeps no more than twenty troubles in mind, however many a broken feed makes up', async () => {
    const { callEach, failing, told } = await rig();
    callEach(Array.from({ length: 500 }, (_, index) => failing(`trouble ${index}`)));
    expect(told()).toHaveLength(20);
  });
});
