import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/system/clock.ts';

describe('the system clock', () => {
  it('tells the time of day, and a time that never goes back', () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000);
    const first = systemClock.monotonic();
    expect(systemClock.monotonic()).toBeGreaterThanOrEqual(first);
  });

  it('runs a task once after its time, and repeated ones until they are cancelled', async () => {
    const before = systemClock.monotonic();
    await new Promise<void>((resolve) => systemClock.after(20, resolve));
    expect(systemClock.monotonic() - before).toBeGreaterThanOrEqual(18);
    let ticks = 0;
    await new Promise<void>((resolve) => {
      const cancel = systemClock.every(5, () => {
        ticks += 1;
        if (ticks === 3) {
          cancel();
          resolve();
        }
      });
    });
    expect(ticks).toBe(3);
  });

  it('runs nothing that was cancelled before its time', async () => {
    const ran: string[] = [];
    const cancel = systemClock.after(5, () => ran.push('cancelled'));
    cancel();
    cancel();
    await new Promise<void>((resolve) => systemClock.after(15, resolve));
    expect(ran).toEqual([]);
  });
});
