import { expect, it } from 'vitest';
import type { StartBeat } from '../../src/system/cron.ts';
import { startWatchedBeat } from '../../src/worker/watchdog.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { beatWith, recordLog, recordMetrics } from '../support/worker-rig.ts';

function watch() {
  const clock = fakeClock();
  const { log, lines } = recordLog();
  const { metrics, values } = recordMetrics();
  const cancels: (() => void)[] = [];
  const expressions: string[] = [];
  let beats = 0;
  const startBeat: StartBeat = (expression, onBeat) => {
    const cancel = beatWith(clock)(expression, onBeat);
    expressions.push(expression);
    cancels.push(cancel);
    return cancel;
  };
  const onBeat = () => {
    beats += 1;
  };
  const beat = startWatchedBeat({ startBeat, onBeat, clock, log, metrics });
  return { beat, clock, lines, values, cancels, expressions, beats: () => beats };
}

it('beats every second and leaves a beat that goes well alone', () => {
  const { beat, clock, cancels, expressions, beats, lines } = watch();
  clock.advance(60_000);
  expect(beats()).toBe(60);
  expect(beat.isAlive()).toBe(true);
  expect(expressions).toEqual(['* * * * * *']);
  expect(cancels).toHaveLength(1);
  expect(lines).toEqual([]);
  beat.stop();
});

it('starts a beat that has stopped anew, once, and counts it', () => {
  const { beat, clock, cancels, beats, lines, values } = watch();
  clock.advance(3_500);
  cancels[0]?.();
  clock.advance(10_000);
  expect(beat.isAlive()).toBe(false);
  clock.advance(20_000);
  expect(cancels).toHaveLength(2);
  expect(beat.isAlive()).toBe(true);
  expect(beats()).toBeGreaterThan(3 + 10);
  expect(values.get('beat_restarts_total')).toBe(1);
  expect(lines.map(({ level, event, fields }) => [level, event, fields.silentMs])).toEqual([
    ['error', 'the beat stopped and is started anew', 12_000],
  ]);
  beat.stop();
});

it('forgives a busy machine ten seconds', () => {
  const { beat, clock, cancels } = watch();
  cancels[0]?.();
  clock.advance(10_000);
  expect(beat.isAlive()).toBe(true);
  clock.advance(1);
  expect(beat.isAlive()).toBe(false);
  beat.stop();
});

it('cancels a beat that has stopped, and gives each new one its time', () => {
  const clock = fakeClock();
  let begun = 0;
  let cancelled = 0;
  const startBeat: StartBeat = () => {
    begun += 1;
    return () => {
      cancelled += 1;
    };
  };
  const { log } = recordLog();
  const { metrics } = recordMetrics();
  const beat = startWatchedBeat({ startBeat, onBeat() {}, clock, log, metrics });
  clock.advance(60_000);
  // Looked at every 5 s, each silent for more than 10 s: at 15, 30, 45 and 60 s.
  expect([begun, cancelled]).toEqual([5, 4]);
  beat.stop();
  expect(cancelled).toBe(5);
});

it('leaves no timer behind when it is stopped, after a restart as well', () => {
  const { beat, clock, cancels, beats } = watch();
  cancels[0]?.();
  clock.advance(30_000);
  const before = beats();
  beat.stop();
  expect(clock.pending()).toBe(0);
  clock.advance(30_000);
  expect(beats()).toBe(before);
});
