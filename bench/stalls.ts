/** How long the event loop of this process was held up, and how much of that by its own work (Linux only). */
import { readFileSync } from 'node:fs';

export interface Stalls {
  /** The longest delay of a timer in ms. */
  readonly wallMs: number;
  /** The longest in which the loop's thread was at work: what a busy machine takes from it is no fault of its own. */
  readonly ownMs: number;
}

const everyMs = 10;

export function watchStalls(): { take(): Stalls } {
  let before = reading();
  let longest: Stalls = { wallMs: 0, ownMs: 0 };
  const look = () => {
    const now = reading();
    const wallMs = Math.max(0, now.wallMs - before.wallMs - everyMs);
    const ownMs = Math.min(wallMs, now.cpuMs - before.cpuMs);
    before = now;
    longest = { wallMs: Math.max(longest.wallMs, wallMs), ownMs: Math.max(longest.ownMs, ownMs) };
  };
  setInterval(look, everyMs);
  return {
    take() {
      look();
      const taken = longest;
      longest = { wallMs: 0, ownMs: 0 };
      return taken;
    },
  };
}

// The first figure is what the main thread has had of a processor, in ns (kernel: Documentation/scheduler/sched-stats.rst).
const schedstat = `/proc/self/task/${process.pid}/schedstat`;

function reading() {
  const [busyNs] = readFileSync(schedstat, 'utf8').split(' ');
  return { wallMs: performance.now(), cpuMs: Number(busyNs) / 1e6 };
}
