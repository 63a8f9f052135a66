/** Puts a fleet right after a row that did not come to its end, so that the next ones are judged for themselves. */
import type { Fleet } from './fleet.ts';

export async function heal({ lines, upstream, workers, gateways, redis }: Fleet): Promise<void> {
  for (const line of [...lines.workers, lines.gateways]) {
    line.blackhole(false);
    line.delay(0);
    line.dropPubSub(0, Math.random);
  }
  await upstream.clear();
  const isAnswering = await redis()
    .command('PING')
    .then(
      () => true,
      () => false,
    );
  if (!isAnswering) await redis().restart();
  for (const part of [...workers, ...gateways]) {
    if (part.isAlive()) part.signal('SIGCONT');
    else await part.start();
  }
}
