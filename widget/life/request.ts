/** One request for JSON that ends within ten seconds, whatever the network does. */
import type { Cancel, Env, HttpAnswer } from '../env.ts';

// A request that nothing answers must not keep its asker from trying again for as long as the page is open.
const deadlineMs = 10_000;

/** Calls with the answer, undefined where none came in time; not at all once cancelled. */
export function request(
  env: Pick<Env, 'after' | 'getJson'>,
  url: string,
  done: (answer: HttpAnswer | undefined) => void,
): Cancel {
  const leave = new AbortController();
  const timer = env.after(deadlineMs, () => leave.abort());
  let isOver = false;
  void env
    .getJson(url, leave.signal)
    .catch(() => undefined)
    .then((answer) => {
      timer();
      if (!isOver) done(answer);
    });
  return () => {
    isOver = true;
    timer();
    leave.abort();
  };
}
