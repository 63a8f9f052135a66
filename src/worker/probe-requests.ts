/** Keeps each try of a feed that fails to one unanswered request, where a poll takes several; knows no schedule. */
import type { Http, HttpRequest } from '../system/http.ts';
import { UpstreamError } from '../system/upstream-error.ts';
import { isSilence } from './silence.ts';

/** The requests of one try. */
export interface ProbeRequests {
  readonly http: Http;
  /** To be told at its end, so that the next try asks for something else. */
  ended(): void;
}

/** Addresses that an upstream left unanswered, in the order in which they are wanted, and what it said instead. */
interface Unanswered {
  readonly wanted: readonly string[];
  readonly error: UpstreamError;
  /** Which of them was really asked for. */
  readonly asked: string;
}

/**
 * The first request without an answer ends a failing feed's try: what it still wants fails with the same words, unasked.
 * The next try passes over that one and asks for the one behind it, and so round: an address that is broken for good
 * cannot hide that the others are back. As soon as one is answered, the rest is asked for.
 */
export function createProbeRequests(): (http: Http, isFailing: boolean) => ProbeRequests {
  let before: Unanswered | undefined;
  return (http, isFailing) => {
    const passedOver = isFailing && before !== undefined ? passedOverAfter(before) : new Set<string>();
    const wanted: string[] = [];
    let met: Pick<Unanswered, 'asked' | 'error'> | undefined;

    const get: Http['get'] = async (path, request) => {
      const address = addressOf(path, request);
      const error = met?.error ?? (passedOver.has(address) ? before?.error : undefined);
      if (isFailing && error !== undefined) {
        wanted.push(address);
        throw error;
      }
      try {
        return await http.get(path, request);
      } catch (caught) {
        if (isFailing && caught instanceof UpstreamError && isSilence(caught)) {
          wanted.push(address);
          met ??= { asked: address, error: caught };
        }
        throw caught;
      }
    };
    return {
      http: { get },
      ended() {
        before = met === undefined ? undefined : { ...met, wanted };
      },
    };
  };
}

function passedOverAfter({ wanted, asked }: Unanswered): ReadonlySet<string> {
  const next = wanted.indexOf(asked) + 1;
  return new Set(next < wanted.length ? wanted.slice(0, next) : []);
}

function addressOf(path: string, { query = {} }: HttpRequest): string {
  return JSON.stringify([path, query]);
}
