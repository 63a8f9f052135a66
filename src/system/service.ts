/** Parts of the process that start and stop in order. */
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';

export interface Service {
  readonly name: string;
  /** Resolves once it serves; rejects where it cannot. */
  start(): Promise<void>;
  /** Resolves once it is quiet. Must bear being called after a failed start. */
  stop(): Promise<void>;
}

/** Starts one after the other. Where one fails, those already started are stopped and its error is thrown. */
export async function startAll(services: readonly Service[], stopAfter: () => Promise<void>): Promise<void> {
  for (const service of services) {
    try {
      await service.start();
    } catch (error) {
      await stopAfter();
      throw error;
    }
  }
}

/** Stops in reverse order; one that fails or takes longer than `deadlineMs` does not hold up the rest. */
export async function stopAll(
  services: readonly Service[],
  { clock, log, deadlineMs }: { readonly clock: Clock; readonly log: Log; readonly deadlineMs: number },
): Promise<void> {
  for (const service of [...services].reverse()) {
    const stopped = service.stop().catch((error: unknown) => {
      log.error('service did not stop cleanly', { service: service.name, error: String(error) });
    });
    await new Promise<void>((resolve) => {
      const cancel = clock.after(deadlineMs, () => {
        log.error('service did not stop in time', { service: service.name, deadlineMs });
        resolve();
      });
      void stopped.then(() => {
        cancel();
        resolve();
      });
    });
  }
}
