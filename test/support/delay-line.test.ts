/** That chunks are held as long as they are told to be, and never overtake. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeDelayLine } from './delay-line.ts';

describe('the delay line', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function makeLine() {
    const given: (string | undefined)[] = [];
    const setting = { delayMs: 0 };
    const line = makeDelayLine(
      () => setting.delayMs,
      (chunk) => given.push(chunk?.toString()),
    );
    return { line, given, setting };
  }

  it('gives on at once where nothing is to be delayed', () => {
    const { line, given } = makeLine();
    line.push(Buffer.from('a'));
    expect(given).toEqual(['a']);
    expect(line.heldBytes()).toBe(0);
  });

  it('holds each chunk for its time', () => {
    const { line, given, setting } = makeLine();
    setting.delayMs = 500;
    line.push(Buffer.from('a'));
    vi.advanceTimersByTime(300);
    line.push(Buffer.from('b'));
    vi.advanceTimersByTime(199);
    expect(given).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(given).toEqual(['a']);
    vi.advanceTimersByTime(300);
    expect(given).toEqual(['a', 'b']);
  });

  it('lets nothing overtake, neither a chunk that is delayed less nor the end', () => {
    const { line, given, setting } = makeLine();
    setting.delayMs = 500;
    line.push(Buffer.from('a'));
    setting.delayMs = 0;
    line.push(Buffer.from('b'));
    line.push(undefined);
    expect(given).toEqual([]);
    vi.advanceTimersByTime(500);
    expect(given).toEqual(['a', 'b', undefined]);
  });

  it('counts what it holds, more than the bytes, and forgets it when cleared', () => {
    const { line, given, setting } = makeLine();
    setting.delayMs = 500;
    line.push(Buffer.alloc(1_000));
    line.push(Buffer.alloc(1));
    expect(line.heldBytes()).toBeGreaterThan(1_001);
    line.clear();
    vi.advanceTimersByTime(1_000);
    expect(given).toEqual([]);
    expect(line.heldBytes()).toBe(0);
  });
});
